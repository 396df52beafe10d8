<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Tokenwright</name>
    <message>
        <source>Added “%1”.</source>
        <translation>„%1“ wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>--environment takes one of %1.</source>
        <translation>--environment erwartet einen dieser Werte: %1.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already.</source>
        <translation>In %2 gibt es bereits einen Zugangsdatensatz namens „%1“.</translation>
    </message>
    <message>
        <source>--issuer is for the generic provider; leave --provider away.</source>
        <translation>--issuer gilt für den generischen Anbieter; lassen Sie --provider weg.</translation>
    </message>
    <message>
        <source>Its tokens are had at %1.</source>
        <translation>Tokens dafür werden bei %1 angefordert.</translation>
    </message>
    <message>
        <source>Where tokens are had is found out at this URL, an issuer&apos;s or an API&apos;s; takes the generic provider.</source>
        <translation>Der Token-Endpunkt wird über diese URL eines Ausstellers oder einer API ermittelt; verwendet den generischen Anbieter.</translation>
    </message>
    <message>
        <source>Give the new credential set one name.</source>
        <translation>Geben Sie genau einen Namen für den neuen Zugangsdatensatz an.</translation>
    </message>
    <message>
        <source>--provider is missing; “providers” lists them.</source>
        <translation>--provider fehlt; „providers“ listet die Anbieter auf.</translation>
    </message>
    <message>
        <source>%1 may give another refresh token for the one that is sent, and only a credential set can keep it: say “add”, then “mint NAME”.</source>
        <translation>%1 gibt für das gesendete Refresh-Token möglicherweise ein anderes zurück, und nur ein Zugangsdatensatz kann es speichern: Verwenden Sie „add“ und dann „mint NAME“.</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2.</source>
        <translation>%1 lässt sich nicht ausführen: %2.</translation>
    </message>
    <message>
        <source>Lists the credential sets and what is left of their tokens.</source>
        <translation>Zeigt die Zugangsdatensätze und wie lange ihre Tokens noch gültig sind.</translation>
    </message>
    <message>
        <source>Sets, and what is left of their tokens.</source>
        <translation>Zugangsdatensätze und wie lange ihre Tokens noch gültig sind.</translation>
    </message>
    <message>
        <source>The same for a program to read.</source>
        <translation>Dasselbe, für Programme lesbar.</translation>
    </message>
    <message>
        <source>Prints the header “Authorization: Bearer …”.</source>
        <translation>Gibt den Header „Authorization: Bearer …“ aus.</translation>
    </message>
    <message>
        <source>A header for curl -H, minted if need be.</source>
        <translation>Ein Header für curl -H, bei Bedarf mit neuem Token.</translation>
    </message>
    <message>
        <source>One that lives half an hour at least.</source>
        <translation>Ein Header, dessen Token noch mindestens eine halbe Stunde gilt.</translation>
    </message>
    <message>
        <source>Quoted for another tool.</source>
        <translation>Mit Anführungszeichen für ein anderes Programm.</translation>
    </message>
    <message>
        <source>Prints the access token alone.</source>
        <translation>Gibt nur das Zugriffstoken aus.</translation>
    </message>
    <message>
        <source>The token alone.</source>
        <translation>Nur das Token.</translation>
    </message>
    <message>
        <source>With expires_in, expires_at, scope and more.</source>
        <translation>Mit expires_in, expires_at, Scope und mehr.</translation>
    </message>
    <message>
        <source>A set whose name begins with a dash.</source>
        <translation>Ein Zugangsdatensatz, dessen Name mit einem Bindestrich beginnt.</translation>
    </message>
    <message>
        <source>Asks for a new token even if one is valid, and prints it; also for a set that the options describe, storing nothing.</source>
        <translation>Fordert ein neues Token an, auch wenn noch eines gültig ist, und gibt es aus; auch für einen Zugangsdatensatz, den die Optionen beschreiben, ohne etwas zu speichern.</translation>
    </message>
    <message>
        <source>A new token, kept for later use.</source>
        <translation>Ein neues Token, für später gespeichert.</translation>
    </message>
    <message>
        <source>Asks for the secret and stores nothing.</source>
        <translation>Fragt nach dem Secret und speichert nichts.</translation>
    </message>
    <message>
        <source>Prints the token as environment variables, for a shell to read.</source>
        <translation>Gibt das Token als Umgebungsvariablen aus, die eine Shell lesen kann.</translation>
    </message>
    <message>
        <source>Lines for eval &quot;$(…)&quot; in bash, dash or zsh.</source>
        <translation>Zeilen für eval &quot;$(…)&quot; in bash, dash oder zsh.</translation>
    </message>
    <message>
        <source>The same in fish.</source>
        <translation>Dasselbe in fish.</translation>
    </message>
    <message>
        <source>APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …</source>
        <translation>APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …</translation>
    </message>
    <message>
        <source>Runs a command that finds the token in its environment.</source>
        <translation>Führt einen Befehl aus, der das Token in seiner Umgebung findet.</translation>
    </message>
    <message>
        <source>Only that command finds the token.</source>
        <translation>Nur dieser Befehl findet das Token.</translation>
    </message>
    <message>
        <source>Its output does not show the token.</source>
        <translation>Seine Ausgabe zeigt das Token nicht.</translation>
    </message>
    <message>
        <source>Runs curl with the header; no argument, variable or output holds it.</source>
        <translation>Führt curl mit dem Header aus; kein Argument, keine Variable und keine Ausgabe enthält ihn.</translation>
    </message>
    <message>
        <source>A call of the API, with the header.</source>
        <translation>Ein API-Aufruf mit dem Header.</translation>
    </message>
    <message>
        <source>Asks the provider&apos;s API whether it takes the token.</source>
        <translation>Fragt die API des Anbieters, ob sie das Token annimmt.</translation>
    </message>
    <message>
        <source>One harmless call with its token.</source>
        <translation>Ein harmloser Aufruf mit dem Token.</translation>
    </message>
    <message>
        <source>Tells what is in the token that is kept; asks for no other.</source>
        <translation>Zeigt, was im gespeicherten Token steht; fordert kein anderes an.</translation>
    </message>
    <message>
        <source>Header and claims of a JWT.</source>
        <translation>Header und Claims eines JWT.</translation>
    </message>
    <message>
        <source>Lists the requests that were sent and what came of them.</source>
        <translation>Listet die gesendeten Anfragen und ihre Ergebnisse auf.</translation>
    </message>
    <message>
        <source>Those of one set, newest last.</source>
        <translation>Die eines Zugangsdatensatzes, neueste zuletzt.</translation>
    </message>
    <message>
        <source>An object a line, with request IDs.</source>
        <translation>Ein Objekt pro Zeile, mit Anfrage-IDs.</translation>
    </message>
    <message>
        <source>Adds a credential set; asks for its secret.</source>
        <translation>Fügt einen Zugangsdatensatz hinzu; fragt nach dem Secret.</translation>
    </message>
    <message>
        <source>Asks for the secret.</source>
        <translation>Fragt nach dem Secret.</translation>
    </message>
    <message>
        <source>Takes the secret from a file.</source>
        <translation>Liest das Secret aus einer Datei.</translation>
    </message>
    <message>
        <source>Changes a credential set.</source>
        <translation>Ändert einen Zugangsdatensatz.</translation>
    </message>
    <message>
        <source>Another name.</source>
        <translation>Ein anderer Name.</translation>
    </message>
    <message>
        <source>Another secret.</source>
        <translation>Ein anderes Secret.</translation>
    </message>
    <message>
        <source>Gives a credential set another name.</source>
        <translation>Gibt einem Zugangsdatensatz einen anderen Namen.</translation>
    </message>
    <message>
        <source>Its tokens stay.</source>
        <translation>Die Tokens bleiben.</translation>
    </message>
    <message>
        <source>Replaces the secret, once a token was minted with the new one.</source>
        <translation>Tauscht das Secret aus, sobald mit dem neuen ein Token erhalten wurde.</translation>
    </message>
    <message>
        <source>Asks for the new secret.</source>
        <translation>Fragt nach dem neuen Secret.</translation>
    </message>
    <message>
        <source>Keeps the old one at hand as well.</source>
        <translation>Behält auch das alte.</translation>
    </message>
    <message>
        <source>Drops the old one.</source>
        <translation>Verwirft das alte.</translation>
    </message>
    <message>
        <source>Removes a credential set and what the keychain holds of it.</source>
        <translation>Entfernt einen Zugangsdatensatz und alles, was der Schlüsselbund dazu enthält.</translation>
    </message>
    <message>
        <source>Asks first.</source>
        <translation>Fragt vorher nach.</translation>
    </message>
    <message>
        <source>Does not ask.</source>
        <translation>Fragt nicht nach.</translation>
    </message>
    <message>
        <source>Drops the kept token; the next use mints another.</source>
        <translation>Verwirft das gespeicherte Token; die nächste Verwendung fordert ein neues an.</translation>
    </message>
    <message>
        <source>Here alone: it lives on.</source>
        <translation>Nur hier: Beim Anbieter gilt es weiter.</translation>
    </message>
    <message>
        <source>Asks the provider to end the kept token, then drops it.</source>
        <translation>Lässt das gespeicherte Token vom Anbieter widerrufen und verwirft es dann.</translation>
    </message>
    <message>
        <source>Nobody can use it any more.</source>
        <translation>Niemand kann es mehr verwenden.</translation>
    </message>
    <message>
        <source>Finds the token endpoint of an issuer or of an API by its URL.</source>
        <translation>Findet den Token-Endpunkt eines Ausstellers oder einer API über deren URL.</translation>
    </message>
    <message>
        <source>What the server says of itself.</source>
        <translation>Was der Server über sich angibt.</translation>
    </message>
    <message>
        <source>Adds credential sets from files of other programs; asks first.</source>
        <translation>Fügt Zugangsdatensätze aus Dateien anderer Programme hinzu; fragt vorher nach.</translation>
    </message>
    <message>
        <source>Shows what would be added of a file and a folder, then asks.</source>
        <translation>Zeigt, was aus einer Datei und einem Ordner hinzugefügt würde, und fragt dann nach.</translation>
    </message>
    <message>
        <source>The same of standard input, adding nothing.</source>
        <translation>Dasselbe für die Standardeingabe, ohne etwas hinzuzufügen.</translation>
    </message>
    <message>
        <source>Prints credential sets as JSON, without their secrets.</source>
        <translation>Gibt Zugangsdatensätze ohne ihre Secrets als JSON aus.</translation>
    </message>
    <message>
        <source>Every set, without its secret.</source>
        <translation>Alle Zugangsdatensätze, ohne Secret.</translation>
    </message>
    <message>
        <source>Two of them.</source>
        <translation>Zwei davon.</translation>
    </message>
    <message>
        <source>Names to be filled in by others.</source>
        <translation>Namen, deren Werte andere ausfüllen.</translation>
    </message>
    <message>
        <source>What add --provider takes.</source>
        <translation>Was add --provider annimmt.</translation>
    </message>
    <message>
        <source>What is wrong with a file of yours.</source>
        <translation>Was an einer eigenen Datei falsch ist.</translation>
    </message>
    <message>
        <source>Prints what makes a shell complete these commands.</source>
        <translation>Gibt aus, womit eine Shell diese Befehle vervollständigt.</translation>
    </message>
    <message>
        <source>For source &lt;(…) in ~/.bashrc.</source>
        <translation>Für source &lt;(…) in ~/.bashrc.</translation>
    </message>
    <message>
        <source>In fish.</source>
        <translation>In fish.</translation>
    </message>
    <message>
        <source>Only sets of this environment, for example sandbox.</source>
        <translation>Nur Zugangsdatensätze dieser Umgebung, zum Beispiel sandbox.</translation>
    </message>
    <message>
        <source>No words on standard error unless something fails.</source>
        <translation>Keine Meldungen auf der Standardfehlerausgabe, solange nichts fehlschlägt.</translation>
    </message>
    <message>
        <source>Tells the options.</source>
        <translation>Zeigt die Optionen.</translation>
    </message>
    <message>
        <source>Tells the version.</source>
        <translation>Zeigt die Version.</translation>
    </message>
    <message>
        <source>“%1” is not valid UTF-8. Give the file a name that is, or hand its content over on standard input.</source>
        <translation>„%1“ ist kein gültiges UTF-8. Benennen Sie die Datei entsprechend um oder übergeben Sie ihren Inhalt über die Standardeingabe.</translation>
    </message>
    <message>
        <source>There is no option “%1”.</source>
        <translation>Es gibt keine Option „%1“.</translation>
    </message>
    <message>
        <source>What begins with a dash and is no option stands behind “--”.</source>
        <translation>Was mit einem Bindestrich beginnt und keine Option ist, steht hinter „--“.</translation>
    </message>
    <message>
        <source>Name one shell: bash, zsh or fish.</source>
        <translation>Nennen Sie genau eine Shell: bash, zsh oder fish.</translation>
    </message>
    <message>
        <source>Put what curl is to do behind “--”.</source>
        <translation>Schreiben Sie hinter „--“, was curl tun soll.</translation>
    </message>
    <message>
        <source>With %1 curl would write the token itself, past the mask. --verbose shows the request with the token masked; put 2&gt;FILE at the end to have that in a file.</source>
        <translation>Mit %1 würde curl das Token selbst schreiben, an der Maskierung vorbei. --verbose zeigt die Anfrage mit maskiertem Token; 2&gt;FILE am Ende schreibt sie in eine Datei.</translation>
    </message>
    <message>
        <source>Give one URL.</source>
        <translation>Geben Sie genau eine URL an.</translation>
    </message>
    <message>
        <source>The token of “%1” is forgotten.</source>
        <translation>Das Token von „%1“ ist vergessen.</translation>
    </message>
    <message>
        <source>“%1” had no token.</source>
        <translation>„%1“ hatte kein Token.</translation>
    </message>
    <message>
        <source>The token of “%1” is revoked.</source>
        <translation>Das Token von „%1“ ist widerrufen.</translation>
    </message>
    <message>
        <source>“%1” has no token that could be revoked.</source>
        <translation>„%1“ hat kein Token, das sich widerrufen ließe.</translation>
    </message>
    <message>
        <source>What the variables&apos; names begin with (default: TOKENWRIGHT).</source>
        <translation>Womit die Namen der Variablen beginnen (Vorgabe: TOKENWRIGHT).</translation>
    </message>
    <message>
        <source>For whom to write them (default: sh).</source>
        <translation>Wofür sie geschrieben werden (Vorgabe: sh).</translation>
    </message>
    <message>
        <source>Replace the token in what the command prints: for logs and transcripts.</source>
        <translation>Das Token in der Ausgabe des Befehls ersetzen: für Protokolle und Mitschriften.</translation>
    </message>
    <message>
        <source>There is no format “%1”.</source>
        <translation>Es gibt kein Format „%1“.</translation>
    </message>
    <message>
        <source>Put the command behind “--”.</source>
        <translation>Schreiben Sie den Befehl hinter „--“.</translation>
    </message>
    <message>
        <source>The file to write; “-” is standard output.</source>
        <translation>Die Datei, in die geschrieben wird; „-“ ist die Standardausgabe.</translation>
    </message>
    <message>
        <source>Overwrite the file if it is there.</source>
        <translation>Die Datei überschreiben, wenn es sie schon gibt.</translation>
    </message>
    <message>
        <source>A .env file with names and no values, to be filled in and imported.</source>
        <translation>Eine .env-Datei mit Namen ohne Werte, zum Ausfüllen und Importieren.</translation>
    </message>
    <message>
        <source>There is no credential set to export.</source>
        <translation>Es gibt keinen Zugangsdatensatz zum Exportieren.</translation>
    </message>
    <message>
        <source>%1 exists; say --force to overwrite it.</source>
        <translation>%1 ist schon vorhanden; überschreiben Sie die Datei mit --force.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
        <source>Exported to %1, without secrets.</source>
        <translation>Nach %1 exportiert, ohne Secrets.</translation>
    </message>
    <message>
        <source>It was refused in the window. Nothing was handed over.</source>
        <translation>Die Anfrage wurde im Fenster abgelehnt. Es wurde nichts herausgegeben.</translation>
    </message>
    <message>
        <source>Somebody has to agree to this in Tokenwright&apos;s window, and none is running, or it does not answer. Start it and try again. Nothing was handed over.</source>
        <translation>Dem muss jemand im Fenster von Tokenwright zustimmen, aber Tokenwright läuft nicht oder antwortet nicht. Starten Sie es und versuchen Sie es erneut. Es wurde nichts herausgegeben.</translation>
    </message>
    <message>
        <source>Nobody has answered in Tokenwright&apos;s window within %1 seconds. Nothing was handed over.</source>
        <translation>Im Fenster von Tokenwright hat innerhalb von %1 Sekunden niemand geantwortet. Es wurde nichts herausgegeben.</translation>
    </message>
    <message>
        <source>Only once somebody has agreed to it in Tokenwright&apos;s window, which has to be running.</source>
        <translation>Erst, wenn jemand im Fenster von Tokenwright zugestimmt hat; es muss dazu geöffnet sein.</translation>
    </message>
    <message>
        <source>These are more credential sets than anybody can agree to at once.</source>
        <translation>Das sind mehr Zugangsdatensätze, als man auf einmal freigeben kann.</translation>
    </message>
    <message>
        <source>Waiting for somebody to agree in Tokenwright&apos;s window…</source>
        <translation>Warten auf Zustimmung im Fenster von Tokenwright…</translation>
    </message>
    <message>
        <source>Usage:</source>
        <translation>Aufruf:</translation>
    </message>
    <message>
        <source>Mints OAuth 2.0 access tokens with the client credentials in your keychain, and reuses them while they live.</source>
        <translation>Fordert mit den Client-Zugangsdaten aus Ihrem Schlüsselbund OAuth-2.0-Zugriffstokens an und verwendet sie wieder, solange sie gültig sind.</translation>
    </message>
    <message>
        <source>Exit codes</source>
        <translation>Rückgabewerte</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Erledigt.</translation>
    </message>
    <message>
        <source>Something else failed; an answer that is no token.</source>
        <translation>Etwas anderes ist fehlgeschlagen, etwa weil die Antwort kein Token enthält.</translation>
    </message>
    <message>
        <source>The command line is wrong.</source>
        <translation>Die Befehlszeile ist falsch.</translation>
    </message>
    <message>
        <source>There is no such credential set, or several.</source>
        <translation>Es gibt keinen solchen Zugangsdatensatz oder mehrere.</translation>
    </message>
    <message>
        <source>The provider rejected the request.</source>
        <translation>Der Anbieter hat die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>The keychain is locked or not there.</source>
        <translation>Der Schlüsselbund ist gesperrt oder nicht vorhanden.</translation>
    </message>
    <message>
        <source>Worth trying later: network, TLS, proxy, time-out, too many requests, a fault of the server.</source>
        <translation>Ein späterer Versuch lohnt sich: Netzwerk, TLS, Proxy, Zeitüberschreitung, zu viele Anfragen, Fehler des Servers.</translation>
    </message>
    <message>
        <source>Where transcripts are kept</source>
        <translation>Wo Ausgaben mitgeschrieben werden</translation>
    </message>
    <message>
        <source>For assistants, CI logs and whatever else keeps what commands print: curl gets the header, and no argument, variable or output shows it.</source>
        <translation>Für Assistenten, CI-Protokolle und alles andere, was die Ausgabe von Befehlen aufbewahrt: curl bekommt den Header, und kein Argument, keine Variable und keine Ausgabe zeigt ihn.</translation>
    </message>
    <message>
        <source>The command finds the token in its environment; in what it prints the token is replaced.</source>
        <translation>Der Befehl findet das Token in seiner Umgebung; in seiner Ausgabe wird das Token ersetzt.</translation>
    </message>
    <message>
        <source>With header, token, mint, env, exec and curl: only once somebody has agreed in Tokenwright&apos;s window. Refused, not answered for 60 seconds, or no window there: exit 1, and nothing was minted.</source>
        <translation>Bei header, token, mint, env, exec und curl: erst, wenn jemand im Fenster von Tokenwright zugestimmt hat. Abgelehnt, 60 Sekunden lang nicht beantwortet oder kein Fenster vorhanden: Rückgabewert 1, und es wurde nichts angefordert.</translation>
    </message>
    <message>
        <source>“Ask before a script gets production tokens”</source>
        <translation>„Fragen, bevor ein Skript Produktionstokens bekommt“</translation>
    </message>
    <message>
        <source>In the preferences: the same without the option, for production, whenever standard error is no terminal. It keeps mishaps away, not a program that runs as you and means harm.</source>
        <translation>In den Einstellungen: dasselbe ohne die Option, für die Produktion, sobald die Standardfehlerausgabe kein Terminal ist. Das schützt vor Versehen, nicht vor einem Schadprogramm, das unter Ihrem Konto läuft.</translation>
    </message>
    <message>
        <source>These print the token. What got into a transcript is ended by revoke, or where the provider cannot, by its own time.</source>
        <translation>Diese geben das Token aus. Ein Token, das in eine Mitschrift gelangt ist, wird durch revoke ungültig oder, wo der Anbieter das nicht kann, erst mit seinem Ablauf.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>When set, no colour, even on a terminal.</source>
        <translation>Wenn gesetzt: keine Farbe, auch nicht in einem Terminal.</translation>
    </message>
    <message>
        <source>The proxy on the way.</source>
        <translation>Der Proxy, der verwendet wird.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>The credential sets; nothing secret is in it.</source>
        <translation>Die Zugangsdatensätze; nichts Geheimes steht darin.</translation>
    </message>
    <message>
        <source>Providers of your own.</source>
        <translation>Eigene Anbieter.</translation>
    </message>
    <message>
        <source>Until when each token lives; nothing secret is in it.</source>
        <translation>Bis wann jedes Token gilt; nichts Geheimes steht darin.</translation>
    </message>
    <message>
        <source>Which secrets were told to be about to expire; nothing secret is in it.</source>
        <translation>Für welche Secrets der baldige Ablauf schon gemeldet wurde; nichts Geheimes steht darin.</translation>
    </message>
    <message>
        <source>The last requests and what came of them; nothing secret is in it.</source>
        <translation>Die letzten Anfragen und ihre Ergebnisse; nichts Geheimes steht darin.</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Calls an API with a token that lives long enough.</source>
        <translation>Ruft eine API mit einem Token auf, das lange genug gilt.</translation>
    </message>
    <message>
        <source>Sets TOKENWRIGHT_ACCESS_TOKEN and the like in this shell.</source>
        <translation>Setzt TOKENWRIGHT_ACCESS_TOKEN und Ähnliches in dieser Shell.</translation>
    </message>
    <message>
        <source>Only that command finds the token in its environment.</source>
        <translation>Nur dieser Befehl findet das Token in seiner Umgebung.</translation>
    </message>
    <message>
        <source>The same token, quoted for another tool.</source>
        <translation>Dasselbe Token, mit Anführungszeichen für ein anderes Programm.</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Optionen:</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>Optionen aller Befehle:</translation>
    </message>
    <message>
        <source>“%1” tells more.</source>
        <translation>Mehr dazu: „%1“.</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>Aufruf: %1</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Befehle:</translation>
    </message>
    <message>
        <source>“help COMMAND” and COMMAND --help tell a command&apos;s options; “--” ends them, for names that begin with a dash.</source>
        <translation>„help COMMAND“ und COMMAND --help zeigen die Optionen eines Befehls; „--“ beendet sie, für Namen, die mit einem Bindestrich beginnen.</translation>
    </message>
    <message>
        <source>“%1” is none of %2.</source>
        <translation>„%1“ ist keiner dieser Werte: %2.</translation>
    </message>
    <message>
        <source>--map takes KEY=PROVIDER/ENVIRONMENT, not “%1”.</source>
        <translation>--map erwartet KEY=PROVIDER/ENVIRONMENT, nicht „%1“.</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>Standardeingabe</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Added “%1” (%2).</source>
        <translation>„%1“ (%2) wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>“%1” (%2) was not added: %3</source>
        <translation>„%1“ (%2) wurde nicht hinzugefügt: %3</translation>
    </message>
    <message numerus="yes">
        <source>Import %n credential set(s)?</source>
        <translation>
            <numerusform>%n Zugangsdatensatz importieren?</numerusform>
            <numerusform>%n Zugangsdatensätze importieren?</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no terminal to ask; say --yes.</source>
        <translation>Es gibt kein Terminal für die Rückfrage; verwenden Sie --yes.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>There is nothing called “%1” to map.</source>
        <translation>Es gibt nichts namens „%1“, das sich zuordnen ließe.</translation>
    </message>
    <message>
        <source>There is nothing to import.</source>
        <translation>Es gibt nichts zu importieren.</translation>
    </message>
    <message>
        <source>Whether some of them exist already could not be seen: %1</source>
        <translation>Ob einige davon schon vorhanden sind, ließ sich nicht feststellen: %1</translation>
    </message>
    <message>
        <source>Only tell what would be imported.</source>
        <translation>Nur anzeigen, was importiert würde.</translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation>Nicht nachfragen.</translation>
    </message>
    <message>
        <source>A value for the {NAME} of providers, where the file has none.</source>
        <translation>Ein Wert für {NAME} eines Anbieters, wenn die Datei keinen enthält.</translation>
    </message>
    <message>
        <source>Name a file to import; “-” is standard input.</source>
        <translation>Geben Sie eine Datei zum Importieren an; „-“ ist die Standardeingabe.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation>STATUS</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>PROVIDER</source>
        <translation>ANBIETER</translation>
    </message>
    <message>
        <source>ENVIRONMENT</source>
        <translation>UMGEBUNG</translation>
    </message>
    <message>
        <source>CLIENT ID</source>
        <translation>CLIENT-ID</translation>
    </message>
    <message>
        <source>TOKEN ENDPOINT</source>
        <translation>TOKEN-ENDPUNKT</translation>
    </message>
    <message>
        <source>FROM</source>
        <translation>QUELLE</translation>
    </message>
    <message>
        <source>Say whose it is: --map %1=PROVIDER/ENVIRONMENT</source>
        <translation>Geben Sie an, wem es gehört: --map %1=PROVIDER/ENVIRONMENT</translation>
    </message>
    <message>
        <source>Say its value: --variable %1=VALUE</source>
        <translation>Geben Sie den Wert an: --variable %1=VALUE</translation>
    </message>
    <message>
        <source>PART</source>
        <translation>TEIL</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>WERT</translation>
    </message>
    <message>
        <source>unknown life, not kept</source>
        <translation>Lebensdauer unbekannt, nicht gespeichert</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>kein Token</translation>
    </message>
    <message>
        <source>expired %1</source>
        <translation>abgelaufen am %1</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>gültig bis %1</translation>
    </message>
    <message>
        <source>CALLS OF</source>
        <translation>AUFRUFE VON</translation>
    </message>
    <message>
        <source>LEFT</source>
        <translation>ÜBRIG</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>LIMIT</translation>
    </message>
    <message>
        <source>RESET</source>
        <translation>NEU AB</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Es gibt keine Datei %1.</translation>
    </message>
    <message>
        <source>%1 is a good provider file (%2).</source>
        <translation>%1 ist eine gültige Anbieterdatei (%2).</translation>
    </message>
    <message>
        <source>As JSON.</source>
        <translation>Als JSON.</translation>
    </message>
    <message>
        <source>Say which keychain is in use, and why.</source>
        <translation>Angeben, welcher Schlüsselbund verwendet wird und warum.</translation>
    </message>
    <message>
        <source>TOKEN</source>
        <translation>TOKEN</translation>
    </message>
    <message>
        <source>SECRET</source>
        <translation>SECRET</translation>
    </message>
    <message>
        <source>Secrets are kept in: %1 (%2).</source>
        <translation>Secrets werden hier gespeichert: %1 (%2).</translation>
    </message>
    <message>
        <source>%1 was skipped: %2.</source>
        <translation>%1 wurde übersprungen: %2.</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>ZEIT</translation>
    </message>
    <message>
        <source>CREDENTIAL SET</source>
        <translation>ZUGANGSDATENSATZ</translation>
    </message>
    <message>
        <source>OUTCOME</source>
        <translation>ERGEBNIS</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>DURATION</source>
        <translation>DAUER</translation>
    </message>
    <message>
        <source>ASKED BY</source>
        <translation>VERANLASST VON</translation>
    </message>
    <message>
        <source>MESSAGE</source>
        <translation>MELDUNG</translation>
    </message>
    <message>
        <source>The command comes first, its options behind it; “%1” is none.</source>
        <translation>Zuerst kommt der Befehl, dahinter seine Optionen; „%1“ ist kein Befehl.</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>Es gibt keinen Befehl „%1“.</translation>
    </message>
    <message>
        <source>User commands</source>
        <translation>Dienstprogramme für Benutzer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens for scripts</source>
        <translation>OAuth-2.0-Zugriffstokens für Skripte</translation>
    </message>
    <message>
        <source>Synopsis</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>The window and the command line share the credential sets, the tokens and the keychain. What is asked for goes to standard output, words go to standard error.</source>
        <translation>Das Fenster und die Befehlszeile verwenden dieselben Zugangsdatensätze, Tokens und denselben Schlüsselbund. Was verlangt wurde, geht auf die Standardausgabe, Meldungen gehen auf die Standardfehlerausgabe.</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Options of every command</source>
        <translation>Optionen aller Befehle</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>Meinten Sie %1?</translation>
    </message>
    <message>
        <source>Standard output cannot be written: %1.</source>
        <translation>Auf die Standardausgabe lässt sich nicht schreiben: %1.</translation>
    </message>
    <message>
        <source>Ends as soon as the keychain has the new refresh token; the same again ends at once, and may lose it.</source>
        <translation>Das Programm endet, sobald der Schlüsselbund das neue Refresh-Token hat; ein zweiter Abbruch beendet es sofort, und das Token kann verloren gehen.</translation>
    </message>
    <message>
        <source>The keychain has the new refresh token now.</source>
        <translation>Der Schlüsselbund hat das neue Refresh-Token jetzt.</translation>
    </message>
    <message>
        <source>The new refresh token is lost, because the keychain did not take it in time. Sign in at the provider again, then give the refresh token to “edit” with --secret-parameter refresh_token=FILE.</source>
        <translation>Das neue Refresh-Token ist verloren, weil der Schlüsselbund es nicht rechtzeitig angenommen hat. Melden Sie sich erneut beim Anbieter an und übergeben Sie das Refresh-Token dann an „edit“ mit --secret-parameter refresh_token=FILE.</translation>
    </message>
    <message>
        <source>“%1” keeps no old secret.</source>
        <translation>Für „%1“ ist kein altes Secret gespeichert.</translation>
    </message>
    <message>
        <source>Changed “%1”.</source>
        <translation>„%1“ wurde geändert.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Say “edit” with --accept-endpoint if that is right.</source>
        <translation>Verwenden Sie „edit“ mit --accept-endpoint, wenn das richtig ist.</translation>
    </message>
    <message>
        <source>Keep the old secret in the keychain beside the new one, until --forget-old.</source>
        <translation>Das alte Secret neben dem neuen im Schlüsselbund behalten, bis --forget-old.</translation>
    </message>
    <message>
        <source>Drop the old secret that --keep-old kept.</source>
        <translation>Das alte Secret verwerfen, das --keep-old behalten hat.</translation>
    </message>
    <message>
        <source>--forget-old goes with no other option.</source>
        <translation>--forget-old lässt sich mit keiner anderen Option kombinieren.</translation>
    </message>
    <message>
        <source>That is too long to be a secret.</source>
        <translation>Das ist zu lang für ein Secret.</translation>
    </message>
    <message>
        <source>The secret is empty.</source>
        <translation>Das Secret ist leer.</translation>
    </message>
    <message>
        <source>Standard input cannot be read.</source>
        <translation>Die Standardeingabe lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Standard input cannot be read: %1.</source>
        <translation>Die Standardeingabe lässt sich nicht lesen: %1.</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the %1; use %2.</source>
        <translation>Es gibt kein Terminal für die Abfrage (%1); verwenden Sie %2.</translation>
    </message>
    <message>
        <source>That is too long for a terminal, which may have cut it; use %1.</source>
        <translation>Das ist zu lang für ein Terminal, das es vielleicht abgeschnitten hat; verwenden Sie %1.</translation>
    </message>
    <message>
        <source>The file named for %1 cannot be read: %2.</source>
        <translation>Die Datei für %1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>A new name.</source>
        <translation>Ein neuer Name.</translation>
    </message>
    <message>
        <source>A set stays with its provider; add another set instead.</source>
        <translation>Ein Zugangsdatensatz bleibt bei seinem Anbieter; fügen Sie stattdessen einen weiteren hinzu.</translation>
    </message>
    <message>
        <source>Say the credential set&apos;s name, then its new one.</source>
        <translation>Nennen Sie den Namen des Zugangsdatensatzes, dann den neuen.</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation>Es wurde nichts entfernt.</translation>
    </message>
    <message>
        <source>Removed “%1”.</source>
        <translation>„%1“ wurde entfernt.</translation>
    </message>
    <message>
        <source>The day on which the old secret was to expire, %1, goes with it; --secret-expires says the new one&apos;s.</source>
        <translation>Der Tag, an dem das alte Secret ablaufen sollte (%1), entfällt damit; --secret-expires gibt den des neuen an.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>“%1” (%2, --environment %3)</source>
        <translation>„%1“ (%2, --environment %3)</translation>
    </message>
    <message>
        <source>There are several credential sets named “%1”: %2.</source>
        <translation>Es gibt mehrere Zugangsdatensätze namens „%1“: %2.</translation>
    </message>
    <message>
        <source>There is no credential set named “%1”.</source>
        <translation>Es gibt keinen Zugangsdatensatz namens „%1“.</translation>
    </message>
    <message>
        <source>There is no credential set named “%1” in %2.</source>
        <translation>Es gibt in %2 keinen Zugangsdatensatz namens „%1“.</translation>
    </message>
    <message>
        <source>Near to it: %1.</source>
        <translation>Ähnlich: %1.</translation>
    </message>
    <message>
        <source>--%1 takes %2.</source>
        <translation>--%1 erwartet %2.</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --%1 - do not go together.</source>
        <translation>Die Standardeingabe lässt sich nur einmal lesen: --secret-stdin und --%1 - schließen einander aus.</translation>
    </message>
    <message>
        <source>--%1 names “%2” twice.</source>
        <translation>--%1 nennt „%2“ zweimal.</translation>
    </message>
    <message>
        <source>--%1 %2=FILE takes the path of a file, or - for standard input.</source>
        <translation>--%1 %2=FILE erwartet den Pfad einer Datei oder - für die Standardeingabe.</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --secret-parameter NAME=- do not go together.</source>
        <translation>Die Standardeingabe lässt sich nur einmal lesen: --secret-stdin und --secret-parameter NAME=- schließen einander aus.</translation>
    </message>
    <message>
        <source>The %1 is empty.</source>
        <translation>Leere Eingabe: %1.</translation>
    </message>
    <message>
        <source>passphrase of the private key</source>
        <translation>Passphrase des privaten Schlüssels</translation>
    </message>
    <message>
        <source>The provider&apos;s id, see “providers”.</source>
        <translation>Die ID des Anbieters, siehe „providers“.</translation>
    </message>
    <message>
        <source>A scope; may be repeated.</source>
        <translation>Ein Scope; mehrfach möglich.</translation>
    </message>
    <message>
        <source>A value for the provider&apos;s {NAME}.</source>
        <translation>Ein Wert für {NAME} des Anbieters.</translation>
    </message>
    <message>
        <source>An extra request parameter, not secret.</source>
        <translation>Ein zusätzlicher Anfrageparameter, nicht geheim.</translation>
    </message>
    <message>
        <source>How the client authenticates, if not as the provider says.</source>
        <translation>Wie sich der Client authentifiziert, wenn nicht wie vom Anbieter vorgegeben.</translation>
    </message>
    <message>
        <source>The key&apos;s ID in assertions; a JWK has its own.</source>
        <translation>Die ID des Schlüssels in Assertions; ein JWK hat seine eigene.</translation>
    </message>
    <message>
        <source>How assertions are signed, if not as the key or provider says.</source>
        <translation>Wie Assertions signiert werden, wenn nicht wie vom Schlüssel oder Anbieter vorgegeben.</translation>
    </message>
    <message>
        <source>Whom assertions are for, if not the issuer.</source>
        <translation>Für wen Assertions bestimmt sind, wenn nicht für den Aussteller.</translation>
    </message>
    <message>
        <source>The client ID.</source>
        <translation>Die Client-ID.</translation>
    </message>
    <message>
        <source>Read the client secret from standard input.</source>
        <translation>Das Client-Secret von der Standardeingabe lesen.</translation>
    </message>
    <message>
        <source>A secret request parameter, read from a file; - is standard input.</source>
        <translation>Ein geheimer Anfrageparameter, aus einer Datei gelesen; - ist die Standardeingabe.</translation>
    </message>
    <message>
        <source>A private key as PEM or JWK.</source>
        <translation>Ein privater Schlüssel als PEM oder JWK.</translation>
    </message>
    <message>
        <source>What protects that key, if it is not to be asked for; it is kept without. - is standard input.</source>
        <translation>Die Passphrase dieses Schlüssels, wenn nicht danach gefragt werden soll; gespeichert wird er ohne sie. - ist die Standardeingabe.</translation>
    </message>
    <message>
        <source>A certificate in PEM form.</source>
        <translation>Ein Zertifikat als PEM.</translation>
    </message>
    <message>
        <source>The last day on which the provider takes the secret; empty: not known. It is told in the list, and by a notice 14 and 3 days before.</source>
        <translation>Der letzte Tag, an dem der Anbieter das Secret annimmt; leer: nicht bekannt. Er wird in der Liste gezeigt und 14 und 3 Tage vorher mit einer Benachrichtigung gemeldet.</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>„%1“ ist geheim und kann kein Argument sein; verwenden Sie --secret-parameter %1=FILE, wobei - die Standardeingabe ist.</translation>
    </message>
    <message>
        <source>--algorithm takes one of %1.</source>
        <translation>--algorithm erwartet einen dieser Werte: %1.</translation>
    </message>
    <message>
        <source>--client-authentication takes one of %1.</source>
        <translation>--client-authentication erwartet einen dieser Werte: %1.</translation>
    </message>
    <message>
        <source>--client-id is missing.</source>
        <translation>--client-id fehlt.</translation>
    </message>
    <message>
        <source>value of “%1”</source>
        <translation>Wert von „%1“</translation>
    </message>
    <message>
        <source>What to print.</source>
        <translation>Was ausgegeben wird.</translation>
    </message>
    <message>
        <source>The same as --format json: with its expiry.</source>
        <translation>Dasselbe wie --format json: mit dem Ablauf.</translation>
    </message>
    <message>
        <source>Either name a credential set or describe one.</source>
        <translation>Nennen Sie entweder einen Zugangsdatensatz oder beschreiben Sie einen.</translation>
    </message>
    <message>
        <source>--prefix takes what a variable&apos;s name can begin with: a letter or &quot;_&quot;, not “%1”.</source>
        <translation>--prefix erwartet, womit der Name einer Variablen beginnen kann: einen Buchstaben oder &quot;_&quot;, nicht „%1“.</translation>
    </message>
    <message>
        <source>Two of these names become the same variable %1_…; ask for them one at a time or rename one.</source>
        <translation>Zwei dieser Namen ergeben dieselbe Variable %1_…; fragen Sie sie einzeln ab oder benennen Sie einen um.</translation>
    </message>
    <message>
        <source>“%1” has no valid token, and --no-mint forbids to mint one.</source>
        <translation>„%1“ hat kein gültiges Token, und --no-mint verbietet, eines anzufordern.</translation>
    </message>
    <message>
        <source>Minted a token for “%1”.</source>
        <translation>Token für „%1“ erhalten.</translation>
    </message>
    <message>
        <source>A token with less life left than this is not reused (default: 300, or what the set says).</source>
        <translation>Ein Token mit kürzerer verbleibender Lebensdauer wird nicht wiederverwendet (Vorgabe: 300 oder was der Zugangsdatensatz vorgibt).</translation>
    </message>
    <message>
        <source>Mint a new token even if one is valid.</source>
        <translation>Ein neues Token anfordern, auch wenn noch eines gültig ist.</translation>
    </message>
    <message>
        <source>Only a token that is there already.</source>
        <translation>Nur ein Token, das schon da ist.</translation>
    </message>
    <message>
        <source>A scope instead of the set&apos;s own; may be repeated. Such a token is always minted and not kept.</source>
        <translation>Ein Scope anstelle der eigenen des Zugangsdatensatzes; mehrfach möglich. Ein solches Token wird immer neu angefordert und nicht gespeichert.</translation>
    </message>
    <message>
        <source>--min-ttl takes a number of seconds.</source>
        <translation>--min-ttl erwartet eine Anzahl Sekunden.</translation>
    </message>
    <message>
        <source>--no-mint and a new token exclude each other.</source>
        <translation>--no-mint und ein neues Token schließen einander aus.</translation>
    </message>
    <message numerus="yes">
        <source>The token lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>Das Token gilt insgesamt nur %n Sekunde, kürzer als mit --min-ttl verlangt.</numerusform>
            <numerusform>Das Token gilt insgesamt nur %n Sekunden, kürzer als mit --min-ttl verlangt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The token for “%1” lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>Das Token für „%1“ gilt insgesamt nur %n Sekunde, kürzer als mit --min-ttl verlangt.</numerusform>
            <numerusform>Das Token für „%1“ gilt insgesamt nur %n Sekunden, kürzer als mit --min-ttl verlangt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Name at least one credential set.</source>
        <translation>Nennen Sie mindestens einen Zugangsdatensatz.</translation>
    </message>
    <message>
        <source>Name one credential set.</source>
        <translation>Nennen Sie genau einen Zugangsdatensatz.</translation>
    </message>
    <message>
        <source>Tokenwright is running already and does not answer. End that program, then start this one again.</source>
        <translation>Tokenwright läuft bereits und antwortet nicht. Beenden Sie das laufende Programm und starten Sie dieses noch einmal.</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.</source>
        <translation>OAuth-2.0-Zugriffstokens griffbereit.</translation>
    </message>
    <message>
        <source>Show one small search over all credential sets, of the running program if there is one. Enter copies the bearer header. For a key of the desktop&apos;s.</source>
        <translation>Eine kleine Suche über alle Zugangsdatensätze zeigen, die des laufenden Programms, wenn es eines gibt. Enter kopiert den Bearer-Header. Gedacht für ein Tastenkürzel der Arbeitsumgebung.</translation>
    </message>
    <message>
        <source>no keychain</source>
        <translation>kein Schlüsselbund</translation>
    </message>
    <message>
        <source>No keychain answers on this computer</source>
        <translation>Auf diesem Rechner antwortet kein Schlüsselbund</translation>
    </message>
    <message>
        <source>No keychain service answers on this computer.</source>
        <translation>Auf diesem Rechner antwortet kein Schlüsselbunddienst.</translation>
    </message>
    <message>
        <source>Install and start gnome-keyring or KWallet and log in again.</source>
        <translation>Installieren und starten Sie gnome-keyring oder KWallet und melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>keychain locked</source>
        <translation>Schlüsselbund gesperrt</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>Der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>Der Schlüsselbund ist gesperrt.</translation>
    </message>
    <message>
        <source>Unlock it and try again; nothing was changed.</source>
        <translation>Entsperren Sie ihn und versuchen Sie es erneut; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>keychain refused</source>
        <translation>Schlüsselbund verweigert Zugriff</translation>
    </message>
    <message>
        <source>The keychain refused access</source>
        <translation>Der Schlüsselbund hat den Zugriff verweigert</translation>
    </message>
    <message>
        <source>The keychain refused access.</source>
        <translation>Der Schlüsselbund hat den Zugriff verweigert.</translation>
    </message>
    <message>
        <source>Allow Tokenwright to use the keychain and try again.</source>
        <translation>Erlauben Sie Tokenwright, den Schlüsselbund zu verwenden, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>keychain does not answer</source>
        <translation>Schlüsselbund antwortet nicht</translation>
    </message>
    <message>
        <source>The keychain does not answer</source>
        <translation>Der Schlüsselbund antwortet nicht</translation>
    </message>
    <message>
        <source>The keychain did not answer in time.</source>
        <translation>Der Schlüsselbund hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>What was asked of it may still happen. Check that the keychain service is running, then try again.</source>
        <translation>Was von ihm verlangt wurde, kann noch geschehen. Prüfen Sie, ob der Schlüsselbunddienst läuft, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>secret missing</source>
        <translation>Secret fehlt</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set</source>
        <translation>Der Schlüsselbund enthält kein Secret für diesen Zugangsdatensatz</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set.</source>
        <translation>Der Schlüsselbund enthält kein Secret für diesen Zugangsdatensatz.</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>This credential set is gone</source>
        <translation>Diesen Zugangsdatensatz gibt es nicht mehr</translation>
    </message>
    <message>
        <source>There is no such credential set.</source>
        <translation>Diesen Zugangsdatensatz gibt es nicht.</translation>
    </message>
    <message>
        <source>It may have been removed elsewhere.</source>
        <translation>Er wurde vielleicht anderswo entfernt.</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>keine Verbindung</translation>
    </message>
    <message>
        <source>The connection to %1 failed</source>
        <translation>Die Verbindung zu %1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The connection to the token endpoint failed.</source>
        <translation>Die Verbindung zum Token-Endpunkt ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Check the network and try again.</source>
        <translation>Prüfen Sie das Netzwerk und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>host not found</source>
        <translation>Host nicht gefunden</translation>
    </message>
    <message>
        <source>The server of %1 was not found</source>
        <translation>Der Server von %1 wurde nicht gefunden</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Zeit überschritten</translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation>%1 hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>Try again; the provider may be slow or down.</source>
        <translation>Versuchen Sie es erneut; der Anbieter ist vielleicht langsam oder ausgefallen.</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>TLS fehlgeschlagen</translation>
    </message>
    <message>
        <source>There is no trusted connection to %1</source>
        <translation>Es gibt keine vertrauenswürdige Verbindung zu %1</translation>
    </message>
    <message>
        <source>No trusted TLS connection: a certificate or the handshake was not acceptable.</source>
        <translation>Keine vertrauenswürdige TLS-Verbindung: Ein Zertifikat oder der Handshake war nicht akzeptabel.</translation>
    </message>
    <message>
        <source>proxy failed</source>
        <translation>Proxy fehlgeschlagen</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 refused or cannot be reached</source>
        <translation>Der Proxy auf dem Weg zu %1 hat die Verbindung abgelehnt oder ist nicht erreichbar</translation>
    </message>
    <message>
        <source>The proxy refused or could not be reached.</source>
        <translation>Der Proxy hat die Verbindung abgelehnt oder war nicht erreichbar.</translation>
    </message>
    <message>
        <source>Check the system&apos;s proxy settings.</source>
        <translation>Prüfen Sie die Proxy-Einstellungen des Systems.</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>%1 rejected the request</source>
        <translation>%1 hat die Anfrage abgelehnt</translation>
    </message>
    <message>
        <source>try later</source>
        <translation>später versuchen</translation>
    </message>
    <message>
        <source>%1 cannot answer at the moment</source>
        <translation>%1 kann im Moment nicht antworten</translation>
    </message>
    <message>
        <source>The provider cannot answer at the moment.</source>
        <translation>Der Anbieter kann im Moment nicht antworten.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>answer not understood</source>
        <translation>Antwort nicht verstanden</translation>
    </message>
    <message>
        <source>%1 gave an answer that holds no token</source>
        <translation>Die Antwort von %1 enthält kein Token</translation>
    </message>
    <message>
        <source>Check the token URL; something other than the token endpoint may have answered.</source>
        <translation>Prüfen Sie die Token-URL; vielleicht hat etwas anderes als der Token-Endpunkt geantwortet.</translation>
    </message>
    <message>
        <source>endpoint moved</source>
        <translation>Endpunkt umgezogen</translation>
    </message>
    <message>
        <source>The secret was saved for another server</source>
        <translation>Das Secret wurde für einen anderen Server gespeichert</translation>
    </message>
    <message>
        <source>The secret was saved for another server.</source>
        <translation>Das Secret wurde für einen anderen Server gespeichert.</translation>
    </message>
    <message>
        <source>Confirm the new token endpoint before the secret is sent there.</source>
        <translation>Bestätigen Sie den neuen Token-Endpunkt, bevor das Secret dorthin gesendet wird.</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>nicht eingerichtet</translation>
    </message>
    <message>
        <source>This credential set or its provider is not set up fully</source>
        <translation>Dieser Zugangsdatensatz oder sein Anbieter ist nicht vollständig eingerichtet</translation>
    </message>
    <message>
        <source>The credential set or its provider is not set up fully.</source>
        <translation>Der Zugangsdatensatz oder sein Anbieter ist nicht vollständig eingerichtet.</translation>
    </message>
    <message>
        <source>Edit the credential set.</source>
        <translation>Bearbeiten Sie den Zugangsdatensatz.</translation>
    </message>
    <message>
        <source>file problem</source>
        <translation>Problem mit Datei</translation>
    </message>
    <message>
        <source>A file could not be read or written</source>
        <translation>Eine Datei ließ sich nicht lesen oder schreiben</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>Eine Datei ließ sich nicht lesen oder schreiben.</translation>
    </message>
    <message>
        <source>Nothing was lost; mend the file or the folder and try again.</source>
        <translation>Es ging nichts verloren; bringen Sie die Datei oder den Ordner in Ordnung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>beschäftigt</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same</source>
        <translation>Eine andere Instanz von Tokenwright arbeitet gerade daran</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same and has not finished.</source>
        <translation>Eine andere Instanz von Tokenwright arbeitet gerade daran und ist noch nicht fertig.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, look for one that hangs and end it.</source>
        <translation>Versuchen Sie es erneut; wenn das so bleibt, suchen Sie nach einer Instanz, die hängt, und beenden Sie sie.</translation>
    </message>
    <message>
        <source>There is no valid token</source>
        <translation>Es gibt kein gültiges Token</translation>
    </message>
    <message>
        <source>There is no valid token, and none was to be minted.</source>
        <translation>Es gibt kein gültiges Token, und es sollte keines angefordert werden.</translation>
    </message>
    <message>
        <source>Mint one.</source>
        <translation>Fordern Sie eines an.</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>The provider asks to wait until %1.</source>
        <translation>Der Anbieter bittet, bis %1 zu warten.</translation>
    </message>
    <message>
        <source>No token endpoint of %1 answers at this URL</source>
        <translation>Unter dieser URL antwortet kein Token-Endpunkt von %1</translation>
    </message>
    <message>
        <source>Check the token URL and its environment: no token endpoint answers there.</source>
        <translation>Prüfen Sie die Token-URL und ihre Umgebung: Dort antwortet kein Token-Endpunkt.</translation>
    </message>
    <message>
        <source>The lock file %1 cannot be used: %2.</source>
        <translation>Die Sperrdatei %1 lässt sich nicht verwenden: %2.</translation>
    </message>
    <message>
        <source>Another Tokenwright waits for the keychain and holds %1.</source>
        <translation>Eine andere Instanz von Tokenwright wartet auf den Schlüsselbund und hält die Sperre %1.</translation>
    </message>
    <message>
        <source>It holds %1.</source>
        <translation>Sie hält die Sperre %1.</translation>
    </message>
    <message>
        <source>it is a link</source>
        <translation>sie ist ein Link</translation>
    </message>
    <message>
        <source>it is no regular file</source>
        <translation>sie ist keine reguläre Datei</translation>
    </message>
    <message>
        <source>It is not known where your home folder is: HOME is not set, and the system knows of no other. Set HOME, or XDG_CONFIG_HOME and XDG_DATA_HOME.</source>
        <translation>Ihr persönlicher Ordner ist nicht bekannt: HOME ist nicht gesetzt, und das System kennt keinen anderen. Setzen Sie HOME oder XDG_CONFIG_HOME und XDG_DATA_HOME.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>it is larger than %1 bytes</source>
        <translation>sie ist größer als %1 Byte</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>kein bekannter Server</translation>
    </message>
    <message>
        <source>It was saved for %1 and would go to %2.</source>
        <translation>Es wurde für %1 gespeichert und ginge an %2.</translation>
    </message>
    <message>
        <source>The list of credential sets (credential-sets.json) was written by another version of this program. It was left as it is.</source>
        <translation>Die Liste der Zugangsdatensätze (credential-sets.json) wurde von einer anderen Version dieses Programms geschrieben. Sie blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>A credential set has no “%1”.</source>
        <translation>Ein Zugangsdatensatz hat kein „%1“.</translation>
    </message>
    <message>
        <source>Its “id” has to be letters, digits, “-” and “_”, 64 at most.</source>
        <translation>„id“ darf nur aus Buchstaben, Ziffern, „-“ und „_“ bestehen, höchstens 64 Zeichen.</translation>
    </message>
    <message>
        <source>%1 has no environment “%2”.</source>
        <translation>%1 hat keine Umgebung „%2“.</translation>
    </message>
    <message>
        <source>“%1” has no value.</source>
        <translation>„%1“ hat keinen Wert.</translation>
    </message>
    <message>
        <source>The token URL “%1” must be a plain https URL (http is for this computer alone).</source>
        <translation>Die Token-URL „%1“ muss eine einfache https-URL sein (http ist nur für diesen Rechner erlaubt).</translation>
    </message>
    <message>
        <source>%1 names no place where tokens are revoked. “forget” drops the kept token; the provider lets it live until it expires.</source>
        <translation>%1 nennt keine Stelle, an der Tokens widerrufen werden. „forget“ verwirft das gespeicherte Token; beim Anbieter gilt es, bis es abläuft.</translation>
    </message>
    <message>
        <source>The revocation URL must be a plain https URL (http is for this computer alone).</source>
        <translation>Die Widerrufs-URL muss eine einfache https-URL sein (http ist nur für diesen Rechner erlaubt).</translation>
    </message>
    <message>
        <source>The certificate file “%1” must be named with its whole path, from / on.</source>
        <translation>Die Zertifikatdatei „%1“ muss mit ihrem vollständigen Pfad angegeben werden, beginnend mit /.</translation>
    </message>
    <message>
        <source>which stands for something that is no UTF-8 text</source>
        <translation>das für etwas steht, das kein UTF-8-Text ist</translation>
    </message>
    <message>
        <source>a line end or another control character</source>
        <translation>ein Zeilenende oder ein anderes Steuerzeichen</translation>
    </message>
    <message>
        <source>which cannot be seen</source>
        <translation>das nicht sichtbar ist</translation>
    </message>
    <message>
        <source>a quotation mark as only documents have them (%1)</source>
        <translation>ein typografisches Anführungszeichen (%1), wie es nur in Dokumenten vorkommt</translation>
    </message>
    <message>
        <source>which reorders the text around it</source>
        <translation>das den Text um sich herum umordnet</translation>
    </message>
    <message>
        <source>which is no whole character</source>
        <translation>das kein ganzes Zeichen ist</translation>
    </message>
    <message>
        <source>Character %1 of the %2 is %3, %4.</source>
        <translation>%2: Zeichen %1 ist %3, %4.</translation>
    </message>
    <message>
        <source>Byte %1 of the %2 is no UTF-8 text; nothing else can be kept unchanged.</source>
        <translation>%2: Byte %1 ist kein UTF-8-Text; nur solcher lässt sich unverändert speichern.</translation>
    </message>
    <message>
        <source>A credential set needs a name.</source>
        <translation>Ein Zugangsdatensatz braucht einen Namen.</translation>
    </message>
    <message>
        <source>A parameter has no name.</source>
        <translation>Ein Parameter hat keinen Namen.</translation>
    </message>
    <message>
        <source>parameter&apos;s name</source>
        <translation>Name des Parameters</translation>
    </message>
    <message>
        <source>header&apos;s name</source>
        <translation>Name des Headers</translation>
    </message>
    <message>
        <source>“%1” is no name that HTTP allows for a header.</source>
        <translation>„%1“ ist kein Name, den HTTP für einen Header erlaubt.</translation>
    </message>
    <message>
        <source>The value of the header “%1” has a line end or another control character, which HTTP does not allow.</source>
        <translation>Der Wert des Headers „%1“ enthält ein Zeilenende oder ein anderes Steuerzeichen, was HTTP nicht erlaubt.</translation>
    </message>
    <message>
        <source>Blanks or line ends around the %1 were taken off.</source>
        <translation>%1: Leerzeichen oder Zeilenenden am Rand wurden entfernt.</translation>
    </message>
    <message>
        <source>“%1” is a secret and has several values; only one can be kept.</source>
        <translation>„%1“ ist ein Secret und hat mehrere Werte; nur einer lässt sich speichern.</translation>
    </message>
    <message>
        <source>client ID</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>client secret</source>
        <translation>Client-Secret</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and a variable is kept in a file. If the server takes it as a request parameter, enter it as a secret one.</source>
        <translation>„%1“ ist dem Namen nach ein Secret, und Variablen werden in einer Datei gespeichert. Wenn der Server es als Anfrageparameter annimmt, geben Sie es als geheimen ein.</translation>
    </message>
    <message>
        <source>The URL in “%1” has a user name or a password before its host. Take it out; ID and secret have places of their own.</source>
        <translation>Die URL in „%1“ hat einen Benutzernamen oder ein Passwort vor dem Hostnamen. Nehmen Sie es heraus; ID und Secret haben eigene Felder.</translation>
    </message>
    <message>
        <source>The URL in “%1” holds “%2”, and a variable is kept in a file. Take it out; ID and secret have places of their own, and a further secret can be a secret request parameter.</source>
        <translation>Die URL in „%1“ enthält „%2“, und Variablen werden in einer Datei gespeichert. Nehmen Sie es heraus; ID und Secret haben eigene Felder, und ein weiteres Secret kann ein geheimer Anfrageparameter sein.</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and is kept in the keychain.</source>
        <translation>„%1“ ist dem Namen nach ein Secret und wird im Schlüsselbund gespeichert.</translation>
    </message>
    <message>
        <source>secret has expired</source>
        <translation>Secret ist abgelaufen</translation>
    </message>
    <message>
        <source>secret expires %1</source>
        <translation>Secret läuft %1 ab</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>in %1 days</source>
        <translation>in %1 Tagen</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>vor %1 Tagen</translation>
    </message>
    <message>
        <source>“%1” is no day of the calendar; write it as 2027-06-30.</source>
        <translation>„%1“ ist kein Tag im Kalender; schreiben Sie ihn wie 2027-06-30.</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>Geben Sie einen Namen ein.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already; choose another name.</source>
        <translation>In %2 gibt es bereits einen Zugangsdatensatz namens „%1“; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Enter the %1.</source>
        <translation>Bitte eingeben: %1.</translation>
    </message>
    <message>
        <source>The %1 does not look as %2 expects it (pattern %3).</source>
        <translation>Diese Angabe (%1) sieht nicht so aus, wie %2 sie erwartet (Muster %3).</translation>
    </message>
    <message>
        <source>There is a private key in it; that belongs into its own field.</source>
        <translation>Darin steht ein privater Schlüssel; der gehört in ein eigenes Feld.</translation>
    </message>
    <message>
        <source>This certificate is not for the private key above.</source>
        <translation>Dieses Zertifikat gehört nicht zum privaten Schlüssel oben.</translation>
    </message>
    <message>
        <source>%1 needs at least one scope.</source>
        <translation>%1 braucht mindestens einen Scope.</translation>
    </message>
    <message>
        <source>This %1 looks like one for %2 (%3), but the environment is %4.</source>
        <translation>Diese Angabe (%1) sieht aus wie eine für %2 (%3), aber die Umgebung ist %4.</translation>
    </message>
    <message>
        <source>This %1 does not look like one for %2: those have %3 in them.</source>
        <translation>Diese Angabe (%1) sieht nicht aus wie eine für %2: Solche enthalten %3.</translation>
    </message>
    <message>
        <source>%1 has no such environment; choose another.</source>
        <translation>%1 hat keine solche Umgebung; wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The JWK is incomplete: its “%1” is missing or no base64url.</source>
        <translation>Der JWK ist unvollständig: „%1“ fehlt darin oder ist kein base64url.</translation>
    </message>
    <message>
        <source>The JWK holds no key: its numbers do not belong together.</source>
        <translation>Der JWK enthält keinen Schlüssel: Seine Zahlen gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The JWK is a key of a curve that does not sign here; P-256, P-384, P-521, Ed25519 and Ed448 do.</source>
        <translation>Der JWK ist ein Schlüssel einer Kurve, mit der hier nicht signiert wird; möglich sind P-256, P-384, P-521, Ed25519 und Ed448.</translation>
    </message>
    <message>
        <source>The JWK is an RSA key of more than two primes.</source>
        <translation>Der JWK ist ein RSA-Schlüssel aus mehr als zwei Primzahlen.</translation>
    </message>
    <message>
        <source>The RSA key of the JWK is too long.</source>
        <translation>Der RSA-Schlüssel des JWK ist zu lang.</translation>
    </message>
    <message>
        <source>This is a set of keys (JWKS). Take the one key out of it that the server knows you by, with its private part “d”.</source>
        <translation>Das ist ein Satz von Schlüsseln (JWKS). Nehmen Sie den einen heraus, an dem der Server Sie erkennt, mit seinem privaten Teil „d“.</translation>
    </message>
    <message>
        <source>This is JSON, but no key in JWK form: it has no “kty”.</source>
        <translation>Das ist JSON, aber kein Schlüssel als JWK: „kty“ fehlt darin.</translation>
    </message>
    <message>
        <source>This JWK is a shared secret (oct): it belongs into the client secret, and signs by client_secret_jwt.</source>
        <translation>Dieser JWK ist ein gemeinsames Geheimnis (oct): Es gehört in das Client-Secret und signiert mit client_secret_jwt.</translation>
    </message>
    <message>
        <source>This JWK holds a public key alone: it has no “d”. The private key is needed.</source>
        <translation>Dieser JWK enthält nur einen öffentlichen Schlüssel: „d“ fehlt darin. Gebraucht wird der private Schlüssel.</translation>
    </message>
    <message>
        <source>This is a list of keys. Take the one out of it that the server knows you by.</source>
        <translation>Das ist eine Liste von Schlüsseln. Nehmen Sie den einen heraus, an dem der Server Sie erkennt.</translation>
    </message>
    <message>
        <source>This is no private key: neither PEM nor JSON that is whole.</source>
        <translation>Das ist kein privater Schlüssel: weder PEM noch vollständiges JSON.</translation>
    </message>
    <message>
        <source>This JWK is of another kind than RSA, EC and OKP.</source>
        <translation>Dieser JWK ist von anderer Art als RSA, EC und OKP.</translation>
    </message>
    <message>
        <source>RSA, %1 bits</source>
        <translation>RSA, %1 Bit</translation>
    </message>
    <message>
        <source>RSA for PSS alone, %1 bits</source>
        <translation>RSA nur für PSS, %1 Bit</translation>
    </message>
    <message>
        <source>elliptic curve %1</source>
        <translation>elliptische Kurve %1</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase, which is needed once: the keychain keeps the key without it.</source>
        <translation>Der private Schlüssel ist durch eine Passphrase geschützt, die einmal gebraucht wird: Der Schlüsselbund speichert den Schlüssel ohne sie.</translation>
    </message>
    <message>
        <source>This is a public key or a certificate; the private key is needed.</source>
        <translation>Das ist ein öffentlicher Schlüssel oder ein Zertifikat; gebraucht wird der private Schlüssel.</translation>
    </message>
    <message>
        <source>This is no private key in PEM form (-----BEGIN PRIVATE KEY-----) and no JWK.</source>
        <translation>Das ist kein privater Schlüssel als PEM (-----BEGIN PRIVATE KEY-----) und kein JWK.</translation>
    </message>
    <message>
        <source>The private key is missing.</source>
        <translation>Der private Schlüssel fehlt.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key. Where it is the right one, open the key with “openssl pkey -in KEY”.</source>
        <translation>Die Passphrase öffnet den privaten Schlüssel nicht. Wenn sie richtig ist, öffnen Sie den Schlüssel mit „openssl pkey -in KEY“.</translation>
    </message>
    <message>
        <source>The certificate is missing.</source>
        <translation>Das Zertifikat fehlt.</translation>
    </message>
    <message>
        <source>This is no certificate in PEM form (-----BEGIN CERTIFICATE-----).</source>
        <translation>Das ist kein Zertifikat als PEM (-----BEGIN CERTIFICATE-----).</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>%1, expired on %2</source>
        <translation>%1, abgelaufen am %2</translation>
    </message>
    <message>
        <source>%1, valid until %2</source>
        <translation>%1, gültig bis %2</translation>
    </message>
    <message>
        <source>There is no signature algorithm “%1”; known are %2.</source>
        <translation>Es gibt keinen Signaturalgorithmus „%1“; bekannt sind %2.</translation>
    </message>
    <message>
        <source>“%1” signs by the client secret (client_secret_jwt). By a private key sign %2.</source>
        <translation>„%1“ signiert mit dem Client-Secret (client_secret_jwt). Mit einem privaten Schlüssel signieren %2.</translation>
    </message>
    <message>
        <source>%1 needs an RSA key; this one is: %2.</source>
        <translation>%1 braucht einen RSA-Schlüssel; dieser ist: %2.</translation>
    </message>
    <message>
        <source>%1 needs a key of the curve %2; this one is: %3.</source>
        <translation>%1 braucht einen Schlüssel der Kurve %2; dieser ist: %3.</translation>
    </message>
    <message>
        <source>%1 needs a key of the kind Ed25519 or Ed448; this one is: %2.</source>
        <translation>%1 braucht einen Schlüssel der Art Ed25519 oder Ed448; dieser ist: %2.</translation>
    </message>
    <message>
        <source>The private key could not sign (%1).</source>
        <translation>Der private Schlüssel konnte nicht signieren (%1).</translation>
    </message>
    <message>
        <source>The client secret is missing.</source>
        <translation>Das Client-Secret fehlt.</translation>
    </message>
    <message>
        <source>The client secret could not sign.</source>
        <translation>Das Client-Secret konnte nicht signieren.</translation>
    </message>
    <message>
        <source>bash, dash, zsh and the like</source>
        <translation>bash, dash, zsh und Ähnliche</translation>
    </message>
    <message>
        <source>fish</source>
        <translation>fish</translation>
    </message>
    <message>
        <source>PowerShell</source>
        <translation>PowerShell</translation>
    </message>
    <message>
        <source>.env files and what reads them</source>
        <translation>.env-Dateien und Programme, die sie lesen</translation>
    </message>
    <message>
        <source>programs, as one object</source>
        <translation>Programme, als ein Objekt</translation>
    </message>
    <message>
        <source>The value of %1 has characters that “%2” cannot hold: not everything that reads it would see the same. Take another format.</source>
        <translation>Der Wert von %1 enthält Zeichen, die „%2“ nicht aufnehmen kann: Nicht jedes Programm würde dasselbe lesen. Wählen Sie ein anderes Format.</translation>
    </message>
    <message>
        <source>Bearer header</source>
        <translation>Bearer-Header</translation>
    </message>
    <message>
        <source>the header</source>
        <translation>Bearer-Header</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>the access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>curl command</source>
        <translation>curl-Befehl</translation>
    </message>
    <message>
        <source>a curl command</source>
        <translation>curl-Befehl</translation>
    </message>
    <message>
        <source>HTTPie command</source>
        <translation>HTTPie-Befehl</translation>
    </message>
    <message>
        <source>an HTTPie command</source>
        <translation>HTTPie-Befehl</translation>
    </message>
    <message>
        <source>.http request</source>
        <translation>.http-Anfrage</translation>
    </message>
    <message>
        <source>a .http request</source>
        <translation>.http-Anfrage</translation>
    </message>
    <message>
        <source>Shell export</source>
        <translation>Shell-Export</translation>
    </message>
    <message>
        <source>shell variables</source>
        <translation>Shell-Variablen</translation>
    </message>
    <message>
        <source>PowerShell command</source>
        <translation>PowerShell-Befehl</translation>
    </message>
    <message>
        <source>a PowerShell command</source>
        <translation>PowerShell-Befehl</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>the token as JSON</source>
        <translation>Token als JSON</translation>
    </message>
    <message>
        <source>JavaScript fetch</source>
        <translation>JavaScript-fetch</translation>
    </message>
    <message>
        <source>a fetch call</source>
        <translation>fetch-Aufruf</translation>
    </message>
    <message>
        <source>the Basic header</source>
        <translation>Basic-Header</translation>
    </message>
    <message>
        <source>A line end or another control character stands in the token or the header that it goes into; mend the provider file.</source>
        <translation>Im Token oder im Header, in den es kommt, steht ein Zeilenende oder ein anderes Steuerzeichen; berichtigen Sie die Anbieterdatei.</translation>
    </message>
    <message>
        <source>The desktop&apos;s settings name no proxy that can be used for this server.</source>
        <translation>Die Einstellungen der Arbeitsumgebung nennen keinen Proxy, der für diesen Server verwendbar ist.</translation>
    </message>
    <message>
        <source>The server did not accept the client&apos;s certificate.</source>
        <translation>Der Server hat das Zertifikat des Clients nicht angenommen.</translation>
    </message>
    <message>
        <source>The server demands a TLS certificate of the client.</source>
        <translation>Der Server verlangt ein TLS-Zertifikat des Clients.</translation>
    </message>
    <message>
        <source>The server may demand a TLS certificate of the client.</source>
        <translation>Der Server verlangt vielleicht ein TLS-Zertifikat des Clients.</translation>
    </message>
    <message>
        <source>The answer is larger than %1 KiB.</source>
        <translation>Die Antwort ist größer als %1 KiB.</translation>
    </message>
    <message>
        <source>The proxy is %1:%2.</source>
        <translation>Der Proxy ist %1:%2.</translation>
    </message>
    <message>
        <source>The server closed the connection before it had answered. The request was not sent again.</source>
        <translation>Der Server hat die Verbindung geschlossen, bevor er geantwortet hatte. Die Anfrage wurde nicht noch einmal gesendet.</translation>
    </message>
    <message>
        <source>It may not have accepted the client&apos;s certificate.</source>
        <translation>Er hat vielleicht das Zertifikat des Clients nicht angenommen.</translation>
    </message>
    <message>
        <source>No whole answer within %1 seconds.</source>
        <translation>Keine vollständige Antwort innerhalb von %1 Sekunden.</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read: %2</source>
        <translation>Die Zertifikatdatei %1 lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate.</source>
        <translation>Die Zertifikatdatei %1 enthält kein Zertifikat.</translation>
    </message>
    <message>
        <source>The client&apos;s certificate or its private key cannot be used for TLS.</source>
        <translation>Das Zertifikat des Clients oder sein privater Schlüssel lässt sich nicht für TLS verwenden.</translation>
    </message>
    <message>
        <source>The variable %1 names a proxy that cannot be used, %2: %3</source>
        <translation>Die Variable %1 nennt einen Proxy, der sich nicht verwenden lässt, %2: %3</translation>
    </message>
    <message>
        <source>it is no address of a proxy.</source>
        <translation>Das ist keine Adresse eines Proxys.</translation>
    </message>
    <message>
        <source>a proxy that is itself spoken to over TLS is not supported.</source>
        <translation>Ein Proxy, der selbst über TLS angesprochen wird, wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>version 4 of SOCKS is not supported, version 5 is.</source>
        <translation>Version 4 von SOCKS wird nicht unterstützt, Version 5 schon.</translation>
    </message>
    <message>
        <source>“%1” is no kind of proxy that is known.</source>
        <translation>„%1“ ist keine bekannte Art von Proxy.</translation>
    </message>
    <message>
        <source>The client ID has a “:” in it, which would end it in a Basic header with ID and secret as they are. Choose the client authentication client_secret_basic (form-encoded) or client_secret_post.</source>
        <translation>Die Client-ID enthält einen „:“, der sie in einem Basic-Header mit unveränderten Werten beenden würde. Wählen Sie als Client-Authentifizierung client_secret_basic (formularkodiert) oder client_secret_post.</translation>
    </message>
    <message>
        <source>The certificate and the private key do not belong together.</source>
        <translation>Das Zertifikat und der private Schlüssel gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>Basic header, form-encoded (RFC 6749)</source>
        <translation>Basic-Header, formularkodiert (RFC 6749)</translation>
    </message>
    <message>
        <source>Basic header, ID and secret as they are</source>
        <translation>Basic-Header, ID und Secret unverändert</translation>
    </message>
    <message>
        <source>ID and secret in the request body</source>
        <translation>ID und Secret im Anfragerumpf</translation>
    </message>
    <message>
        <source>ID and secret in the URL</source>
        <translation>ID und Secret in der URL</translation>
    </message>
    <message>
        <source>Servers and proxies write URLs into their logs, the secret with them. Use this only where the provider takes nothing else.</source>
        <translation>Server und Proxys schreiben URLs in ihre Protokolle, und das Secret mit ihnen. Verwenden Sie dies nur, wenn der Anbieter nichts anderes annimmt.</translation>
    </message>
    <message>
        <source>Assertion signed with a private key</source>
        <translation>Assertion, mit einem privaten Schlüssel signiert</translation>
    </message>
    <message>
        <source>Assertion signed with the client secret</source>
        <translation>Assertion, mit dem Client-Secret signiert</translation>
    </message>
    <message>
        <source>TLS certificate of the client</source>
        <translation>TLS-Zertifikat des Clients</translation>
    </message>
    <message>
        <source>None: the client ID alone</source>
        <translation>Keine: nur die Client-ID</translation>
    </message>
    <message>
        <source>The server wants a TLS certificate of the client besides, and its private key; there is none.</source>
        <translation>Der Server verlangt zusätzlich ein TLS-Zertifikat des Clients mit privatem Schlüssel; es ist keines da.</translation>
    </message>
    <message>
        <source>%1 does not say where its tokens are had. Ask the provider for its token URL.</source>
        <translation>%1 gibt nicht an, woher es Tokens gibt. Fragen Sie den Anbieter nach seiner Token-URL.</translation>
    </message>
    <message>
        <source>Give an https URL, without a login (http is for this computer alone).</source>
        <translation>Geben Sie eine https-URL ohne Anmeldedaten an (http ist nur für diesen Rechner erlaubt).</translation>
    </message>
    <message>
        <source>%1 leads on to %2, which was not asked for. If that is the server you mean, give its address.</source>
        <translation>%1 leitet weiter zu %2; dort wurde nicht angefragt. Wenn Sie diesen Server meinen, geben Sie seine Adresse an.</translation>
    </message>
    <message>
        <source>Not granted: the scope %1.</source>
        <translation>Nicht erteilt: der Scope %1.</translation>
    </message>
    <message>
        <source>Not granted: the scopes %1.</source>
        <translation>Nicht erteilt: die Scopes %1.</translation>
    </message>
    <message>
        <source>%1 of %2 left</source>
        <translation>noch %1 von %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1: %2 until %3</source>
        <translation>%1: %2 bis %3</translation>
    </message>
    <message>
        <source>The header “%1” needs the secret “%2”, which the keychain does not hold.</source>
        <translation>Der Header „%1“ braucht das Secret „%2“, das der Schlüsselbund nicht enthält.</translation>
    </message>
    <message>
        <source>The header “%1” cannot be sent: its name or its value is not what HTTP allows.</source>
        <translation>Der Header „%1“ lässt sich nicht senden: Sein Name oder sein Wert ist nicht so, wie HTTP es erlaubt.</translation>
    </message>
    <message>
        <source>“%1” is no method of HTTP.</source>
        <translation>„%1“ ist keine HTTP-Methode.</translation>
    </message>
    <message>
        <source>Unknown body format “%1”.</source>
        <translation>Unbekanntes Rumpfformat „%1“.</translation>
    </message>
    <message>
        <source>The server&apos;s “%1” is no https address.</source>
        <translation>„%1“ des Servers ist keine https-Adresse.</translation>
    </message>
    <message>
        <source>%1 names no issuer.</source>
        <translation>%1 nennt keinen Aussteller.</translation>
    </message>
    <message>
        <source>%1 is of the issuer %2, not of %3.</source>
        <translation>%1 gehört zum Aussteller %2, nicht zu %3.</translation>
    </message>
    <message>
        <source>%1 names no token endpoint.</source>
        <translation>%1 nennt keinen Token-Endpunkt.</translation>
    </message>
    <message>
        <source>What was found describes the resource “%1”, not %2.</source>
        <translation>Was gefunden wurde, beschreibt die Ressource „%1“, nicht %2.</translation>
    </message>
    <message>
        <source>%1 names no authorization server with an https address.</source>
        <translation>%1 nennt keinen Autorisierungsserver mit https-Adresse.</translation>
    </message>
    <message>
        <source>The provider&apos;s file wants to check tokens at “%1”. A token is sent to its token endpoint&apos;s host or to the environment&apos;s apiBaseUrl alone.</source>
        <translation>Die Datei des Anbieters will Tokens bei „%1“ prüfen. Ein Token wird nur an den Host des Token-Endpunkts oder an apiBaseUrl der Umgebung gesendet.</translation>
    </message>
    <message>
        <source>The API accepted the token.</source>
        <translation>Die API hat das Token angenommen.</translation>
    </message>
    <message>
        <source>The API refused the token: it may have expired, been revoked, or belong to another environment.</source>
        <translation>Die API hat das Token abgelehnt: Es ist vielleicht abgelaufen, widerrufen oder gehört zu einer anderen Umgebung.</translation>
    </message>
    <message>
        <source>The API accepted the token, but it lacks the scope or the permission for this call.</source>
        <translation>Die API hat das Token angenommen, aber dem Token fehlt der Scope oder die Berechtigung für diesen Aufruf.</translation>
    </message>
    <message>
        <source>The answer does not tell whether the token is good.</source>
        <translation>Aus der Antwort geht nicht hervor, ob das Token gültig ist.</translation>
    </message>
    <message>
        <source>Mint a new token and check again.</source>
        <translation>Fordern Sie ein neues Token an und prüfen Sie erneut.</translation>
    </message>
    <message>
        <source>Add the scope to the credential set, or ask the provider to grant it.</source>
        <translation>Fügen Sie den Scope zum Zugangsdatensatz hinzu oder bitten Sie den Anbieter, ihn zu erteilen.</translation>
    </message>
    <message>
        <source>Try again later, or use the token where you need it.</source>
        <translation>Versuchen Sie es später erneut oder verwenden Sie das Token dort, wo Sie es brauchen.</translation>
    </message>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>Die Datei des Anbieters beschreibt keinen Aufruf, der ein Token prüft.</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>accepted, but lacks the scope</source>
        <translation>angenommen, aber Scope fehlt</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>unklar</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Unknown client authentication “%1”.</source>
        <translation>Unbekannte Client-Authentifizierung „%1“.</translation>
    </message>
    <message>
        <source>The client ID is missing.</source>
        <translation>Die Client-ID fehlt.</translation>
    </message>
    <message>
        <source>“%1” is required and has no value.</source>
        <translation>„%1“ ist erforderlich und hat keinen Wert.</translation>
    </message>
    <message>
        <source>An Authorization header cannot be set by hand: choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>Ein Authorization-Header lässt sich nicht von Hand setzen: Wählen Sie eine Client-Authentifizierung, damit das Secret im Schlüsselbund bleibt.</translation>
    </message>
    <message>
        <source>%1 requires at least one scope.</source>
        <translation>%1 verlangt mindestens einen Scope.</translation>
    </message>
    <message>
        <source>“%1” cannot be sent: the request takes no parameters. A provider file can put it into a header.</source>
        <translation>„%1“ lässt sich nicht senden: Die Anfrage lässt keine Parameter zu. Eine Anbieterdatei kann es in einen Header setzen.</translation>
    </message>
    <message>
        <source>The parameter “%1” is set already by the credential set&apos;s other fields.</source>
        <translation>Der Parameter „%1“ ist schon durch die anderen Felder des Zugangsdatensatzes gesetzt.</translation>
    </message>
    <message>
        <source>The answer has no body.</source>
        <translation>Die Antwort hat keinen Rumpf.</translation>
    </message>
    <message numerus="yes">
        <source>It is %n byte(s) of %1, neither JSON nor XML.</source>
        <translation>
            <numerusform>Sie besteht aus %n Byte (%1), weder JSON noch XML.</numerusform>
            <numerusform>Sie besteht aus %n Byte (%1), weder JSON noch XML.</numerusform>
        </translation>
    </message>
    <message>
        <source>something</source>
        <translation>unbekannter Typ</translation>
    </message>
    <message>
        <source>It holds: %1</source>
        <translation>Sie enthält: %1</translation>
    </message>
    <message>
        <source>The answer is a redirect without a target.</source>
        <translation>Die Antwort ist eine Weiterleitung ohne Ziel.</translation>
    </message>
    <message>
        <source>The answer is a redirect to %1, which is not followed.</source>
        <translation>Die Antwort ist eine Weiterleitung zu %1, der nicht gefolgt wird.</translation>
    </message>
    <message>
        <source>There is no access token at “%1”.</source>
        <translation>Unter „%1“ steht kein Zugriffstoken.</translation>
    </message>
    <message>
        <source>The access token in the answer holds characters that cannot stand in a header.</source>
        <translation>Das Zugriffstoken in der Antwort enthält Zeichen, die nicht in einem Header stehen können.</translation>
    </message>
    <message>
        <source>The access token is of type “%1” and cannot be used as a bearer token.</source>
        <translation>Das Zugriffstoken ist vom Typ „%1“ und lässt sich nicht als Bearer-Token verwenden.</translation>
    </message>
    <message>
        <source>Try again now; the time it asked to wait is over.</source>
        <translation>Versuchen Sie es jetzt erneut; die verlangte Wartezeit ist vorbei.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>Try again in %1 (%2).</source>
        <translation>Versuchen Sie es in %1 erneut (%2).</translation>
    </message>
    <message>
        <source>%1 refused a scope</source>
        <translation>%1 hat einen Scope abgelehnt</translation>
    </message>
    <message>
        <source>%1 does not take the refresh token any more</source>
        <translation>%1 nimmt das Refresh-Token nicht mehr an</translation>
    </message>
    <message>
        <source>A web page came instead of an answer.</source>
        <translation>Statt einer Antwort kam eine Webseite.</translation>
    </message>
    <message>
        <source>A web page came instead of an answer: “%1”</source>
        <translation>Statt einer Antwort kam eine Webseite: „%1“</translation>
    </message>
    <message>
        <source>the provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>field “%1”: expected %2</source>
        <translation>Feld „%1“: erwartet wird %2</translation>
    </message>
    <message>
        <source>a value, and it is missing</source>
        <translation>ein Wert, und er fehlt</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>eine Liste von Texten</translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation>eine Liste ganzer Zahlen</translation>
    </message>
    <message>
        <source>an object, a list or a text</source>
        <translation>ein Objekt, eine Liste oder ein Text</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>a list of objects</source>
        <translation>eine Liste von Objekten</translation>
    </message>
    <message>
        <source>an object of objects</source>
        <translation>ein Objekt aus Objekten</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a day.</source>
        <translation>Laut %1 sind höchstens %2 pro Tag erlaubt.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 an hour.</source>
        <translation>Laut %1 sind höchstens %2 pro Stunde erlaubt.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a minute.</source>
        <translation>Laut %1 sind höchstens %2 pro Minute erlaubt.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a second.</source>
        <translation>Laut %1 sind höchstens %2 pro Sekunde erlaubt.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 in %3.</source>
        <translation>Laut %1 sind höchstens %2 in %3 erlaubt.</translation>
    </message>
    <message>
        <source>%1 locks a client after one refused request.</source>
        <translation>%1 sperrt einen Client nach einer abgelehnten Anfrage.</translation>
    </message>
    <message>
        <source>%1 locks a client after %2 refused requests.</source>
        <translation>%1 sperrt einen Client nach %2 abgelehnten Anfragen.</translation>
    </message>
    <message>
        <source>As long as a token lives, %1 answers with it again.</source>
        <translation>Solange ein Token gilt, liefert %1 wieder dasselbe.</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>Refresh-Token</translation>
    </message>
    <message>
        <source>its id “%1” is also that of %2, which counts</source>
        <translation>die ID „%1“ hat auch %2, und diese Datei gilt</translation>
    </message>
    <message>
        <source>There is no provider “%1”; it may be misspelt, or its file missing.</source>
        <translation>Es gibt keinen Anbieter „%1“; vielleicht ist der Name falsch geschrieben oder die Datei fehlt.</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>einer dieser Werte: %1</translation>
    </message>
    <message>
        <source>an https URL (plain http is for 127.0.0.1, localhost and [::1] alone)</source>
        <translation>eine https-URL (einfaches http ist nur für 127.0.0.1, localhost und [::1] erlaubt)</translation>
    </message>
    <message>
        <source>a header&apos;s name</source>
        <translation>der Name eines Headers</translation>
    </message>
    <message>
        <source>a header&apos;s value, without line ends</source>
        <translation>der Wert eines Headers, ohne Zeilenenden</translation>
    </message>
    <message>
        <source>no “exp”, which comes of “lifetime”</source>
        <translation>kein „exp“, das sich aus „lifetime“ ergibt</translation>
    </message>
    <message>
        <source>one word, such as Basic</source>
        <translation>ein Wort wie Basic</translation>
    </message>
    <message>
        <source>this or “per”</source>
        <translation>dies oder „per“</translation>
    </message>
    <message>
        <source>%1, the only version this program reads</source>
        <translation>%1, die einzige Version, die dieses Programm liest</translation>
    </message>
    <message>
        <source>an https URL</source>
        <translation>eine https-URL</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Secret</translation>
    </message>
    <message>
        <source>at least one environment</source>
        <translation>mindestens eine Umgebung</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>ein regulärer Ausdruck</translation>
    </message>
    <message>
        <source>The provider file has no id and name at its beginning.</source>
        <translation>Die Anbieterdatei hat am Anfang keine ID und keinen Namen.</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>The server does not take the refresh token any more. It may have run out, been withdrawn (a password changed, access taken back), replaced by a later sign-in, or been used by another program: where each use brings another one, a second use of the same ends both. Sign in at the provider again, then edit this credential set and paste the new refresh token.</source>
        <translation>Der Server nimmt das Refresh-Token nicht mehr an. Vielleicht ist es abgelaufen oder wurde widerrufen (Passwort geändert, Zugriff entzogen), durch eine spätere Anmeldung ersetzt oder von einem anderen Programm verwendet: Wo jede Verwendung ein neues liefert, macht die zweite Verwendung desselben beide ungültig. Melden Sie sich erneut beim Anbieter an, bearbeiten Sie dann diesen Zugangsdatensatz und fügen Sie das neue Refresh-Token ein.</translation>
    </message>
    <message>
        <source>The server takes no refresh tokens here: check the token URL and the grant type in the provider file.</source>
        <translation>Der Server nimmt hier keine Refresh-Tokens an: Prüfen Sie die Token-URL und den Grant-Typ in der Anbieterdatei.</translation>
    </message>
    <message>
        <source>The refresh token was given for other scopes: ask for some of those, or for none to get all of them. More scopes take a new sign-in and its refresh token.</source>
        <translation>Das Refresh-Token wurde für andere Scopes ausgestellt: Fragen Sie nur einige davon an, oder gar keine, um alle zu bekommen. Weitere Scopes erfordern eine neue Anmeldung und deren Refresh-Token.</translation>
    </message>
    <message>
        <source>The server could not use the request: check the parameters, the scopes and the client authentication of this credential set.</source>
        <translation>Der Server konnte mit der Anfrage nichts anfangen: Prüfen Sie die Parameter, die Scopes und die Client-Authentifizierung dieses Zugangsdatensatzes.</translation>
    </message>
    <message>
        <source>The server refuses this grant: check the token URL, and ask the provider whether the client still exists and may use client credentials.</source>
        <translation>Der Server lehnt diesen Grant ab: Prüfen Sie die Token-URL und fragen Sie den Anbieter, ob es den Client noch gibt und ob er Client-Credentials verwenden darf.</translation>
    </message>
    <message>
        <source>The client may not use client credentials: allow that grant for it where its keys are managed.</source>
        <translation>Der Client darf keine Client-Credentials verwenden: Erlauben Sie ihm diesen Grant dort, wo seine Schlüssel verwaltet werden.</translation>
    </message>
    <message>
        <source>The server does not offer client credentials here: check the token URL and the grant type in the provider file.</source>
        <translation>Der Server bietet hier keine Client-Credentials an: Prüfen Sie die Token-URL und den Grant-Typ in der Anbieterdatei.</translation>
    </message>
    <message>
        <source>The server does not grant one of the scopes: check how they are written, and leave out what the client was not granted.</source>
        <translation>Der Server erteilt einen der Scopes nicht: Prüfen Sie die Schreibweise und lassen Sie weg, was dem Client nicht erteilt wurde.</translation>
    </message>
    <message>
        <source>minted</source>
        <translation>erhalten</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>widerrufen</translation>
    </message>
    <message>
        <source>checked: %1</source>
        <translation>geprüft: %1</translation>
    </message>
    <message>
        <source>revoking: %1</source>
        <translation>Widerruf: %1</translation>
    </message>
    <message>
        <source>window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>keep fresh</source>
        <translation>Aktuell halten</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>Zeit:</translation>
    </message>
    <message>
        <source>Credential set:</source>
        <translation>Zugangsdatensatz:</translation>
    </message>
    <message>
        <source>Provider:</source>
        <translation>Anbieter:</translation>
    </message>
    <message>
        <source>Endpoint:</source>
        <translation>Endpunkt:</translation>
    </message>
    <message>
        <source>Client authentication:</source>
        <translation>Client-Authentifizierung:</translation>
    </message>
    <message>
        <source>Outcome:</source>
        <translation>Ergebnis:</translation>
    </message>
    <message>
        <source>HTTP status:</source>
        <translation>HTTP-Status:</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>Duration:</source>
        <translation>Dauer:</translation>
    </message>
    <message>
        <source>Code:</source>
        <translation>Code:</translation>
    </message>
    <message>
        <source>Message:</source>
        <translation>Meldung:</translation>
    </message>
    <message>
        <source>That is what “%1” has already; nothing was changed.</source>
        <translation>Genau das hat „%1“ schon; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Ausgestellt</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Zielgruppe</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subjekt</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Authorised party</source>
        <translation>Autorisierte Partei</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Token ID</source>
        <translation>Token-ID</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithmus</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>Schlüssel-ID</translation>
    </message>
    <message>
        <source>Asked for and not granted: %1.</source>
        <translation>Angefragt und nicht erteilt: %1.</translation>
    </message>
    <message>
        <source>Granted without being asked for: %1.</source>
        <translation>Erteilt, ohne angefragt zu sein: %1.</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 later than what the provider answered. The earlier one counts.</source>
        <translation>Der Ablauf im Token selbst (exp) liegt %1 später als der vom Anbieter angegebene. Der frühere gilt.</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 earlier than what the provider answered. The earlier one counts.</source>
        <translation>Der Ablauf im Token selbst (exp) liegt %1 früher als der vom Anbieter angegebene. Der frühere gilt.</translation>
    </message>
    <message>
        <source>The token is opaque: it is no JWT, and only the provider can tell what is in it.</source>
        <translation>Das Token ist opak: Es ist kein JWT, und nur der Anbieter kann sagen, was darin steht.</translation>
    </message>
    <message>
        <source>The list of token lifetimes (tokens.json) was written by another version of this program. It was left as it is.</source>
        <translation>Die Liste der Lebensdauern von Tokens (tokens.json) wurde von einer anderen Version dieses Programms geschrieben. Sie blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>The provider gave a new refresh token, and the keychain does not take it: it is in memory alone, and the one in the keychain may be worth nothing. It is tried again until it is kept.</source>
        <translation>Der Anbieter hat ein neues Refresh-Token ausgestellt, und der Schlüsselbund nimmt es nicht an: Es ist nur im Arbeitsspeicher, und das im Schlüsselbund ist vielleicht nichts mehr wert. Der Versuch wird wiederholt, bis es gespeichert ist.</translation>
    </message>
    <message>
        <source>no token yet</source>
        <translation>noch kein Token</translation>
    </message>
    <message>
        <source>minting…</source>
        <translation>wird angefordert…</translation>
    </message>
    <message>
        <source>minting… %1</source>
        <translation>wird angefordert… %1</translation>
    </message>
    <message>
        <source>valid, lifetime unknown</source>
        <translation>gültig, Lebensdauer unbekannt</translation>
    </message>
    <message>
        <source>ready to copy, %1</source>
        <translation>bereit zum Kopieren, %1</translation>
    </message>
    <message>
        <source>ready to copy</source>
        <translation>bereit zum Kopieren</translation>
    </message>
    <message>
        <source>A quotation mark is never closed.</source>
        <translation>Ein Anführungszeichen wird nicht geschlossen.</translation>
    </message>
    <message>
        <source>Shells and readers of .env files take its value differently; put it in single quotation marks.</source>
        <translation>Shells und Programme, die .env-Dateien lesen, verstehen den Wert unterschiedlich; setzen Sie ihn in einfache Anführungszeichen.</translation>
    </message>
    <message>
        <source>cmd.exe takes the quotation marks for a part of its value; write set &quot;NAME=value&quot;.</source>
        <translation>cmd.exe hält die Anführungszeichen für einen Teil des Werts; schreiben Sie set &quot;NAME=Wert&quot;.</translation>
    </message>
    <message>
        <source>cmd.exe takes the comment for a part of its value.</source>
        <translation>cmd.exe hält den Kommentar für einen Teil des Werts.</translation>
    </message>
    <message>
        <source>For a shell its value ends at the blank.</source>
        <translation>Für eine Shell endet der Wert am Leerzeichen.</translation>
    </message>
    <message>
        <source>For a shell its value ends at “&amp;” or “|”.</source>
        <translation>Für eine Shell endet der Wert bei „&amp;“ oder „|“.</translation>
    </message>
    <message>
        <source>Something follows a closing quotation mark.</source>
        <translation>Auf ein schließendes Anführungszeichen folgt noch etwas.</translation>
    </message>
    <message>
        <source>“#” was taken for a part of its value.</source>
        <translation>„#“ wurde als Teil des Werts gelesen.</translation>
    </message>
    <message>
        <source>Its value holds a control character.</source>
        <translation>Der Wert enthält ein Steuerzeichen.</translation>
    </message>
    <message>
        <source>Its value is not in the file itself: a variable, a command or a pattern stands there.</source>
        <translation>Der Wert steht nicht in der Datei selbst: Dort steht eine Variable, ein Befehl oder ein Muster.</translation>
    </message>
    <message>
        <source>Its value goes on in the next line.</source>
        <translation>Der Wert geht in der nächsten Zeile weiter.</translation>
    </message>
    <message>
        <source>Its value is not in the file itself.</source>
        <translation>Der Wert steht nicht in der Datei selbst.</translation>
    </message>
    <message>
        <source>YAML takes its value for a number or a truth value; put it in quotation marks.</source>
        <translation>YAML hält den Wert für eine Zahl oder einen Wahrheitswert; setzen Sie ihn in Anführungszeichen.</translation>
    </message>
    <message>
        <source>The quotation marks are a part of its value there; put them around the whole item.</source>
        <translation>Die Anführungszeichen sind dort ein Teil des Werts; setzen Sie sie um den ganzen Eintrag.</translation>
    </message>
    <message>
        <source>Its YAML holds more than any such file does.</source>
        <translation>Das YAML darin enthält mehr, als eine solche Datei je enthält.</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>„%1“: %2</translation>
    </message>
    <message>
        <source>“%1” is there twice, with different values.</source>
        <translation>„%1“ kommt zweimal vor, mit verschiedenen Werten.</translation>
    </message>
    <message>
        <source>The refresh token is not carried over: no provider takes it, and there is no token URL.</source>
        <translation>Das Refresh-Token wird nicht übernommen: Kein Anbieter nimmt es an, und es gibt keine Token-URL.</translation>
    </message>
    <message>
        <source>“%1” before the token</source>
        <translation>„%1“ vor dem Token</translation>
    </message>
    <message>
        <source>the token&apos;s place in the URL</source>
        <translation>der Platz des Tokens in der URL</translation>
    </message>
    <message>
        <source>the ID token in the place of the access token</source>
        <translation>das ID-Token anstelle des Zugriffstokens</translation>
    </message>
    <message>
        <source>the script that runs before the request</source>
        <translation>das Skript, das vor der Anfrage läuft</translation>
    </message>
    <message>
        <source>variable “%1”</source>
        <translation>Variable „%1“</translation>
    </message>
    <message>
        <source>environment “%1”, %2</source>
        <translation>Umgebung „%1“, %2</translation>
    </message>
    <message>
        <source>A block is never closed (%1).</source>
        <translation>Ein Block wird nicht geschlossen (%1).</translation>
    </message>
    <message>
        <source>This curl command reads another file (%1), which is not looked into.</source>
        <translation>Dieser curl-Befehl liest eine andere Datei (%1), in die nicht hineingesehen wird.</translation>
    </message>
    <message>
        <source>the key&apos;s password</source>
        <translation>das Passwort des Schlüssels</translation>
    </message>
    <message>
        <source>This curl command has no URL.</source>
        <translation>Dieser curl-Befehl hat keine URL.</translation>
    </message>
    <message>
        <source>the empty header %1</source>
        <translation>der leere Header %1</translation>
    </message>
    <message>
        <source>This curl command asks for the secret itself.</source>
        <translation>Dieser curl-Befehl fragt selbst nach dem Secret.</translation>
    </message>
    <message>
        <source>the file sent as “%1”</source>
        <translation>die als „%1“ gesendete Datei</translation>
    </message>
    <message>
        <source>what curl takes for no part of the value of “%1”</source>
        <translation>was curl nicht zum Wert von „%1“ zählt</translation>
    </message>
    <message>
        <source>A quotation mark of this curl command is never closed.</source>
        <translation>Ein Anführungszeichen dieses curl-Befehls wird nicht geschlossen.</translation>
    </message>
    <message>
        <source>It is a command of PowerShell&apos;s own, which is not read; what curl.exe is called with is.</source>
        <translation>Das ist ein eigener Befehl von PowerShell, der nicht gelesen wird; gelesen wird, womit curl.exe aufgerufen wird.</translation>
    </message>
    <message>
        <source>This curl command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>Dieser curl-Befehl nimmt einen Wert aus einer Shell-Variablen oder einem Befehl, der nicht in der Datei steht.</translation>
    </message>
    <message>
        <source>curl wants a blank, not “=”, between %1 and its value.</source>
        <translation>curl will zwischen %1 und dem Wert ein Leerzeichen, kein „=“.</translation>
    </message>
    <message>
        <source>The value of %1 is missing in this curl command.</source>
        <translation>In diesem curl-Befehl fehlt der Wert von %1.</translation>
    </message>
    <message>
        <source>It holds more than %1 curl commands.</source>
        <translation>Darin stehen mehr als %1 curl-Befehle.</translation>
    </message>
    <message>
        <source>A document&apos;s quotation marks, dashes or blanks were read as a shell&apos;s.</source>
        <translation>Anführungszeichen, Striche oder Leerzeichen, wie Dokumente sie haben, wurden als die einer Shell gelesen.</translation>
    </message>
    <message>
        <source>Blanks between the mark that continues a line and the line&apos;s end were passed over.</source>
        <translation>Leerzeichen zwischen dem Zeichen für die Zeilenfortsetzung und dem Zeilenende wurden übergangen.</translation>
    </message>
    <message>
        <source>There is no provider file for any server, as “oauth2” is.</source>
        <translation>Es gibt keine Anbieterdatei für beliebige Server, wie „oauth2“ eine ist.</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>Der Server nimmt Clients nur mit %1 an; davon wird hier nichts unterstützt.</translation>
    </message>
    <message>
        <source>entry “%1”</source>
        <translation>Eintrag „%1“</translation>
    </message>
    <message>
        <source>application “%1”</source>
        <translation>Anwendung „%1“</translation>
    </message>
    <message>
        <source>user “%1”</source>
        <translation>Benutzer „%1“</translation>
    </message>
    <message>
        <source>Not carried over: %1. It signs a person in.</source>
        <translation>Nicht übernommen: %1. Das dient der Anmeldung einer Person.</translation>
    </message>
    <message>
        <source>Not carried over: the refresh token. It does not say for which of the applications it is.</source>
        <translation>Nicht übernommen: das Refresh-Token. Es gibt nicht an, zu welcher der Anwendungen es gehört.</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>„%1“ kommt zweimal vor.</translation>
    </message>
    <message>
        <source>“%1” is there twice (%2).</source>
        <translation>„%1“ kommt zweimal vor (%2).</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>Token endpoint: %1</source>
        <translation>Token-Endpunkt: %1</translation>
    </message>
    <message>
        <source>It was exported by a version of the program that this one does not understand.</source>
        <translation>Die Datei wurde von einer Version des Programms exportiert, die diese hier nicht versteht.</translation>
    </message>
    <message>
        <source>credential set %1</source>
        <translation>Zugangsdatensatz %1</translation>
    </message>
    <message>
        <source>Tokenwright keeps its own files there</source>
        <translation>Tokenwright speichert dort seine eigenen Dateien</translation>
    </message>
    <message>
        <source>“%1” has a placeholder, which is left out.</source>
        <translation>„%1“ enthält einen Platzhalter, der weggelassen wird.</translation>
    </message>
    <message>
        <source>The client ID is a placeholder.</source>
        <translation>Die Client-ID ist ein Platzhalter.</translation>
    </message>
    <message>
        <source>There is neither a client ID nor a client secret.</source>
        <translation>Es gibt weder Client-ID noch Client-Secret.</translation>
    </message>
    <message>
        <source>The client secret is a placeholder.</source>
        <translation>Das Client-Secret ist ein Platzhalter.</translation>
    </message>
    <message>
        <source>It does not say for which environment; taken for %1.</source>
        <translation>Für welche Umgebung, ist nicht angegeben; angenommen wird %1.</translation>
    </message>
    <message>
        <source>The client ID looks like one of %1.</source>
        <translation>Die Client-ID sieht aus wie eine von %1.</translation>
    </message>
    <message>
        <source>user name and password in the URL</source>
        <translation>Benutzername und Passwort in der URL</translation>
    </message>
    <message>
        <source>Not carried over: %1.</source>
        <translation>Nicht übernommen: %1.</translation>
    </message>
    <message>
        <source>The name in the file has characters that cannot be seen, or that reorder text; they were left out.</source>
        <translation>Der Name in der Datei enthält Zeichen, die unsichtbar sind oder Text umordnen; sie wurden weggelassen.</translation>
    </message>
    <message>
        <source>Of several values of “%1” the first is taken.</source>
        <translation>Von mehreren Werten von „%1“ wird der erste genommen.</translation>
    </message>
    <message>
        <source>“%1” in the URL</source>
        <translation>„%1“ in der URL</translation>
    </message>
    <message>
        <source>“%1” moves from the URL into the body.</source>
        <translation>„%1“ wandert aus der URL in den Rumpf.</translation>
    </message>
    <message>
        <source>The file has no value for %1; it is kept elsewhere and has to be typed.</source>
        <translation>Die Datei hat keinen Wert für %1; er ist anderswo gespeichert und muss eingegeben werden.</translation>
    </message>
    <message>
        <source>It asks for another grant (%1) than %2.</source>
        <translation>Verlangt wird ein anderer Grant (%1) als %2.</translation>
    </message>
    <message>
        <source>How the client authenticates (%1) is not known here.</source>
        <translation>Wie sich der Client authentifiziert (%1), wird hier nicht unterstützt.</translation>
    </message>
    <message>
        <source>“%1”, which is for the authorization request</source>
        <translation>„%1“, das für die Autorisierungsanfrage ist</translation>
    </message>
    <message>
        <source>export of Tokenwright</source>
        <translation>Export von Tokenwright</translation>
    </message>
    <message>
        <source>Postman collection</source>
        <translation>Postman-Collection</translation>
    </message>
    <message>
        <source>Postman environment</source>
        <translation>Postman-Umgebung</translation>
    </message>
    <message>
        <source>Insomnia export</source>
        <translation>Insomnia-Export</translation>
    </message>
    <message>
        <source>Yaak export</source>
        <translation>Yaak-Export</translation>
    </message>
    <message>
        <source>Bruno collection</source>
        <translation>Bruno-Collection</translation>
    </message>
    <message>
        <source>OpenCollection (YAML of Bruno)</source>
        <translation>OpenCollection (YAML von Bruno)</translation>
    </message>
    <message>
        <source>environments of an HTTP client (http-client.env.json)</source>
        <translation>Umgebungen eines HTTP-Clients (http-client.env.json)</translation>
    </message>
    <message>
        <source>OpenAPI document</source>
        <translation>OpenAPI-Dokument</translation>
    </message>
    <message>
        <source>key file of Google (JSON)</source>
        <translation>Schlüsseldatei von Google (JSON)</translation>
    </message>
    <message>
        <source>settings of a Docusign example (JSON)</source>
        <translation>Einstellungen eines Docusign-Beispiels (JSON)</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (JSON)</source>
        <translation>Konfiguration einer eBay-Clientbibliothek (JSON)</translation>
    </message>
    <message>
        <source>environment variables in YAML (Docker Compose)</source>
        <translation>Umgebungsvariablen in YAML (Docker Compose)</translation>
    </message>
    <message>
        <source>HTTP requests (.http)</source>
        <translation>HTTP-Anfragen (.http)</translation>
    </message>
    <message>
        <source>log-in command of Salesforce</source>
        <translation>Anmeldebefehl von Salesforce</translation>
    </message>
    <message>
        <source>variables (.env, export, set, $env:)</source>
        <translation>Variablen (.env, export, set, $env:)</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (YAML)</source>
        <translation>Konfiguration einer eBay-Clientbibliothek (YAML)</translation>
    </message>
    <message>
        <source>It is a private key, which does not say whose it is: import it together with the file that does, or enter it in a credential set.</source>
        <translation>Das ist ein privater Schlüssel, der nicht angibt, wem er gehört: Importieren Sie ihn zusammen mit der Datei, die es angibt, oder geben Sie ihn in einem Zugangsdatensatz ein.</translation>
    </message>
    <message>
        <source>It gives values to variables, but none is called as a client ID is (…CLIENT_ID, …APP_ID, …API_KEY).</source>
        <translation>Darin bekommen Variablen Werte, aber keine heißt wie eine Client-ID (…CLIENT_ID, …APP_ID, …API_KEY).</translation>
    </message>
    <message>
        <source>It is none of the files that can be imported (%1).</source>
        <translation>Das ist keine der Dateien, die sich importieren lassen (%1).</translation>
    </message>
    <message>
        <source>as a whole</source>
        <translation>insgesamt</translation>
    </message>
    <message>
        <source>What looks like a %1 was not read; import it from a file of its own.</source>
        <translation>Was nach %1 aussieht, wurde nicht gelesen; importieren Sie es aus einer eigenen Datei.</translation>
    </message>
    <message>
        <source>It holds no credential set (read as %1).</source>
        <translation>Darin steht kein Zugangsdatensatz (gelesen als: %1).</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>Eintrag %1</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>new name</source>
        <translation>neuer Name</translation>
    </message>
    <message>
        <source>exists</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>needs a provider</source>
        <translation>braucht einen Anbieter</translation>
    </message>
    <message>
        <source>needs a value</source>
        <translation>braucht einen Wert</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>The same as “%1” (%2, %3).</source>
        <translation>Derselbe wie „%1“ (%2, %3).</translation>
    </message>
    <message>
        <source>For which environment of %1 cannot be told.</source>
        <translation>Für welche Umgebung von %1, ist nicht erkennbar.</translation>
    </message>
    <message>
        <source>There is “%1” already.</source>
        <translation>„%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>“%1” has this client ID already, with another secret.</source>
        <translation>„%1“ hat diese Client-ID schon, mit einem anderen Secret.</translation>
    </message>
    <message>
        <source>The name “%1” is taken.</source>
        <translation>Der Name „%1“ ist vergeben.</translation>
    </message>
    <message>
        <source>It cannot be read: %1.</source>
        <translation>Nicht lesbar: %1.</translation>
    </message>
    <message>
        <source>It holds more files than any collection does; choose the folder of the collection itself.</source>
        <translation>Der Ordner enthält mehr Dateien als irgendeine Collection; wählen Sie den Ordner der Collection selbst.</translation>
    </message>
    <message>
        <source>It is a folder without a file that can be imported.</source>
        <translation>Das ist ein Ordner ohne eine Datei, die sich importieren lässt.</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear, and not everything in it was taken over: see to what is left before you delete it.</source>
        <translation>%1 enthält noch Secrets im Klartext, und nicht alles daraus wurde übernommen: Kümmern Sie sich um den Rest, bevor Sie die Datei löschen.</translation>
    </message>
    <message>
        <source>It is not valid JSON (%1: %2).</source>
        <translation>Das ist kein gültiges JSON (%1: %2).</translation>
    </message>
    <message>
        <source>A key is there twice (%1); which of them counts cannot be told.</source>
        <translation>Ein Schlüssel kommt zweimal vor (%1); welcher gilt, ist nicht erkennbar.</translation>
    </message>
    <message>
        <source>It is larger than %1 MiB, so it is no file of credentials.</source>
        <translation>Die Datei ist größer als %1 MiB, also keine Datei mit Zugangsdaten.</translation>
    </message>
    <message>
        <source>It is not a text in UTF-8 or UTF-16.</source>
        <translation>Das ist kein Text in UTF-8 oder UTF-16.</translation>
    </message>
    <message>
        <source>It is not a text file.</source>
        <translation>Das ist keine Textdatei.</translation>
    </message>
    <message>
        <source>Its JSON is not an object.</source>
        <translation>Das JSON darin ist kein Objekt.</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Choose its private key (%1) afterwards.</source>
        <translation>Wählen Sie danach den privaten Schlüssel (%1).</translation>
    </message>
    <message>
        <source>Google sign-in</source>
        <translation>Google-Anmeldung</translation>
    </message>
    <message>
        <source>“%1” is missing.</source>
        <translation>„%1“ fehlt.</translation>
    </message>
    <message>
        <source>Its token_uri is not Google&apos;s, so the key is not taken over.</source>
        <translation>Die token_uri darin gehört nicht Google, daher wird der Schlüssel nicht übernommen.</translation>
    </message>
    <message>
        <source>The file names no scopes: %1 is asked for unless you choose others.</source>
        <translation>Die Datei nennt keine Scopes: %1 wird angefragt, wenn Sie keine anderen wählen.</translation>
    </message>
    <message>
        <source>Its private key is the one beside it.</source>
        <translation>Der private Schlüssel ist der daneben.</translation>
    </message>
    <message>
        <source>Enter the My Domain name of the organization afterwards.</source>
        <translation>Geben Sie danach den My-Domain-Namen der Organisation ein.</translation>
    </message>
    <message>
        <source>This command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>Dieser Befehl nimmt einen Wert aus einer Shell-Variablen oder einem Befehl, der nicht in der Datei steht.</translation>
    </message>
    <message>
        <source>security scheme “%1”</source>
        <translation>Sicherheitsschema „%1“</translation>
    </message>
    <message>
        <source>It only says by which issuer tokens are given (%1); add a credential set by that address.</source>
        <translation>Angegeben ist nur, von welchem Aussteller es Tokens gibt (%1); fügen Sie über diese Adresse einen Zugangsdatensatz hinzu.</translation>
    </message>
    <message>
        <source>It names no way to get a token.</source>
        <translation>Darin steht kein Weg zu einem Token.</translation>
    </message>
    <message numerus="yes">
        <source>All %n scopes that it names are asked for; take out what the client was not granted.</source>
        <translation>
            <numerusform>Angefragt wird der %n Scope, der darin genannt ist; nehmen Sie ihn heraus, wenn er dem Client nicht erteilt wurde.</numerusform>
            <numerusform>Angefragt werden alle %n Scopes, die darin genannt sind; nehmen Sie heraus, was dem Client nicht erteilt wurde.</numerusform>
        </translation>
    </message>
    <message>
        <source>It names no token URL.</source>
        <translation>Darin steht keine Token-URL.</translation>
    </message>
    <message>
        <source>Its token URL leaves something open: %1</source>
        <translation>Die Token-URL darin ist unvollständig: %1</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>It is a Postman collection of version 1; export it as v2.1.</source>
        <translation>Das ist eine Postman-Collection der Version 1; exportieren Sie sie als v2.1.</translation>
    </message>
    <message>
        <source>Its token URL must be a plain https URL (http is for this computer alone).</source>
        <translation>Die Token-URL darin muss eine einfache https-URL sein (http ist nur für diesen Rechner erlaubt).</translation>
    </message>
    <message>
        <source>No provider has its token URL.</source>
        <translation>Kein Anbieter hat die Token-URL, die darin steht.</translation>
    </message>
    <message>
        <source>the JSON field “%1”</source>
        <translation>das JSON-Feld „%1“</translation>
    </message>
    <message>
        <source>Sent as text: %1.</source>
        <translation>Als Text gesendet: %1.</translation>
    </message>
    <message>
        <source>Its Basic header holds a placeholder.</source>
        <translation>Der Basic-Header darin enthält einen Platzhalter.</translation>
    </message>
    <message>
        <source>Its Basic header does not hold ID and secret in Base64.</source>
        <translation>Der Basic-Header darin enthält nicht ID und Secret in Base64.</translation>
    </message>
    <message>
        <source>the client ID or secret that was sent a second time</source>
        <translation>die Client-ID oder das Secret, das ein zweites Mal gesendet wurde</translation>
    </message>
    <message>
        <source>“+” in the client ID or secret was read as a blank, as servers read a form; %2B would be a plus.</source>
        <translation>„+“ in der Client-ID oder im Secret wurde als Leerzeichen gelesen, wie Server ein Formular lesen; %2B wäre ein Plus.</translation>
    </message>
    <message>
        <source>Choose the private key afterwards that signs its assertions.</source>
        <translation>Wählen Sie danach den privaten Schlüssel, der die Assertions signiert.</translation>
    </message>
    <message>
        <source>Choose its certificate and private key (%1) afterwards.</source>
        <translation>Wählen Sie danach das Zertifikat und den privaten Schlüssel (%1).</translation>
    </message>
    <message>
        <source>Choose its certificate (%1) and private key (%2) afterwards.</source>
        <translation>Wählen Sie danach das Zertifikat (%1) und den privaten Schlüssel (%2).</translation>
    </message>
    <message>
        <source>It does not ask for a token.</source>
        <translation>Die Anfrage fordert kein Token an.</translation>
    </message>
    <message>
        <source>Its body is not readable JSON.</source>
        <translation>Der Rumpf ist kein lesbares JSON.</translation>
    </message>
    <message>
        <source>Sent as a form instead of in parts (multipart/form-data).</source>
        <translation>Als Formular gesendet statt in Teilen (multipart/form-data).</translation>
    </message>
    <message>
        <source>collection “%1”</source>
        <translation>Collection „%1“</translation>
    </message>
    <message>
        <source>%1, environment “%2”</source>
        <translation>%1, Umgebung „%2“</translation>
    </message>
    <message>
        <source>It needs the variable “%1”, which is not in this file. Import the environment that has it together with it.</source>
        <translation>Gebraucht wird die Variable „%1“, die nicht in dieser Datei steht. Importieren Sie die Umgebung, die sie enthält, zusammen mit der Datei.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>“%1”, which needs the variable “%2”</source>
        <translation>„%1“, das die Variable „%2“ braucht</translation>
    </message>
    <message>
        <source>authorisation “%1”</source>
        <translation>Autorisierung „%1“</translation>
    </message>
    <message>
        <source>the token in the header “%1”</source>
        <translation>das Token im Header „%1“</translation>
    </message>
    <message>
        <source>It is too large for a configuration file in YAML.</source>
        <translation>Für eine Konfigurationsdatei in YAML ist das zu groß.</translation>
    </message>
    <message>
        <source>It is not one YAML document with keys at its top.</source>
        <translation>Das ist kein einzelnes YAML-Dokument mit Schlüsseln auf oberster Ebene.</translation>
    </message>
    <message>
        <source>It is not valid YAML (%1).</source>
        <translation>Das ist kein gültiges YAML (%1).</translation>
    </message>
    <message>
        <source>It is not valid YAML.</source>
        <translation>Das ist kein gültiges YAML.</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>The keychain keeps no “%1”; write its value.</source>
        <translation>Der Schlüsselbund enthält kein „%1“; geben Sie den Wert an.</translation>
    </message>
    <message>
        <source>Told in the list, and by a notice two weeks and three days before.</source>
        <translation>Wird in der Liste gezeigt und zwei Wochen und drei Tage vorher mit einer Benachrichtigung gemeldet.</translation>
    </message>
    <message>
        <source>%1 days after it was entered, or a day such as 2027-06-30</source>
        <translation>%1 Tage nach der Eingabe oder ein Tag wie 2027-06-30</translation>
    </message>
    <message>
        <source>a day such as 2027-06-30, if it is known</source>
        <translation>ein Tag wie 2027-06-30, wenn er bekannt ist</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>there is no “=” in it.</source>
        <translation>Das „=“ fehlt.</translation>
    </message>
    <message>
        <source>there is no name before the “=”.</source>
        <translation>Vor dem „=“ steht kein Name.</translation>
    </message>
    <message>
        <source>“%1” has a field of its own.</source>
        <translation>„%1“ hat ein eigenes Feld.</translation>
    </message>
    <message>
        <source>“%1” is set by the other fields.</source>
        <translation>„%1“ ist durch die anderen Felder gesetzt.</translation>
    </message>
    <message>
        <source>there is no “:” in it.</source>
        <translation>Der „:“ fehlt.</translation>
    </message>
    <message>
        <source>there is no name before the “:”.</source>
        <translation>Vor dem „:“ steht kein Name.</translation>
    </message>
    <message>
        <source>an Authorization header cannot be set by hand. Choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>Ein Authorization-Header lässt sich nicht von Hand setzen. Wählen Sie eine Client-Authentifizierung, damit das Secret im Schlüsselbund bleibt.</translation>
    </message>
    <message>
        <source>The request cannot be shown: the private key in the keychain could not be read.</source>
        <translation>Die Anfrage lässt sich nicht zeigen: Der private Schlüssel im Schlüsselbund ließ sich nicht lesen.</translation>
    </message>
    <message>
        <source>The preferences in %1 cannot be read: %2</source>
        <translation>Die Einstellungen in %1 lassen sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>The preferences could not be written to %1.</source>
        <translation>Die Einstellungen ließen sich nicht nach %1 schreiben.</translation>
    </message>
    <message>
        <source>Token endpoints</source>
        <translation>Token-Endpunkte</translation>
    </message>
    <message>
        <source>Its header says “%1” where others say Basic.</source>
        <translation>Im Header steht „%1“, wo andere Basic schreiben.</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides.</source>
        <translation>Zusätzlich ein TLS-Zertifikat des Clients.</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides, if there is one.</source>
        <translation>Zusätzlich ein TLS-Zertifikat des Clients, wenn es eines gibt.</translation>
    </message>
    <message>
        <source>The grant is a signed assertion (RFC 7523): the private key makes it, and it becomes the token.</source>
        <translation>Der Grant ist eine signierte Assertion (RFC 7523): Sie entsteht mit dem privaten Schlüssel und wird zum Token.</translation>
    </message>
    <message>
        <source> · %1</source>
        <translation> · %1</translation>
    </message>
    <message>
        <source>Where this is known from</source>
        <translation>Quellen dieser Angaben</translation>
    </message>
    <message>
        <source>, seen %1</source>
        <translation>, gesehen am %1</translation>
    </message>
    <message>
        <source>A: the vendor&apos;s own document. B: a repository or SDK of the vendor&apos;s, or what public code does. C: recalled and not confirmed.</source>
        <translation>A: ein Dokument des Herstellers selbst. B: ein Repository oder SDK des Herstellers oder was öffentlicher Code tut. C: aus dem Gedächtnis und nicht bestätigt.</translation>
    </message>
    <message>
        <source>Comes with Tokenwright; its id is “%1”.</source>
        <translation>Gehört zu Tokenwright; die ID ist „%1“.</translation>
    </message>
    <message>
        <source>Your own, from %1; its id is “%2”.</source>
        <translation>Ihr eigener, aus %1; die ID ist „%2“.</translation>
    </message>
    <message numerus="yes">
        <source>Used by %n credential set(s).</source>
        <translation>
            <numerusform>Von %n Zugangsdatensatz verwendet.</numerusform>
            <numerusform>Von %n Zugangsdatensätzen verwendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys:</source>
        <translation>Schlüssel:</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Client-Authentifizierung</translation>
    </message>
    <message>
        <source>Headers of the token request</source>
        <translation>Header der Token-Anfrage</translation>
    </message>
    <message>
        <source>Headers of every call</source>
        <translation>Header jedes Aufrufs</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Checking a token</source>
        <translation>Prüfen eines Tokens</translation>
    </message>
    <message>
        <source>This file was skipped.</source>
        <translation>Diese Datei wurde übersprungen.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>It is read again whenever it is saved.</source>
        <translation>Sie wird bei jedem Speichern neu gelesen.</translation>
    </message>
    <message numerus="yes">
        <source>used by %n set(s)</source>
        <translation>
            <numerusform>von %n Zugangsdatensatz verwendet</numerusform>
            <numerusform>von %n Zugangsdatensätzen verwendet</numerusform>
        </translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>gültig</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>wird aktuell gehalten</translation>
    </message>
    <message>
        <source>As chosen in the preferences: %1</source>
        <translation>Wie in den Einstellungen gewählt: %1</translation>
    </message>
    <message>
        <source>Have the provider end the token: nobody can use it any more</source>
        <translation>Das Token vom Anbieter widerrufen lassen: Danach kann es niemand mehr verwenden</translation>
    </message>
    <message>
        <source>The provider&apos;s file names no address where tokens are revoked</source>
        <translation>Die Datei des Anbieters nennt keine Adresse, an der Tokens widerrufen werden</translation>
    </message>
    <message>
        <source>About Tokenwright</source>
        <translation>Über Tokenwright</translation>
    </message>
    <message>
        <source>Tokenwright %1</source>
        <translation>Tokenwright %1</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.
Secrets are kept in: %1</source>
        <translation>OAuth-2.0-Zugriffstokens griffbereit.
Secrets werden hier gespeichert: %1</translation>
    </message>
    <message>
        <source>&amp;Copy bearer header</source>
        <translation>Bearer-Header &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy “Authorization: Bearer …”; mints a token first if none is valid</source>
        <translation>„Authorization: Bearer …“ kopieren; fordert zuerst ein Token an, wenn keines gültig ist</translation>
    </message>
    <message>
        <source>Copy &amp;as…</source>
        <translation>Kopieren &amp;als…</translation>
    </message>
    <message>
        <source>Cop&amp;y in your usual format</source>
        <translation>Im üb&amp;lichen Format kopieren</translation>
    </message>
    <message>
        <source>Ctrl+Alt+C</source>
        <translation>Ctrl+Alt+C</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Copy the header even if its token lives for moments only</source>
        <translation>Den Header kopieren, auch wenn sein Token nur noch Augenblicke gilt</translation>
    </message>
    <message>
        <source>&amp;Mint token</source>
        <translation>&amp;Token anfordern</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>Ask the provider for a new token even if one is valid</source>
        <translation>Beim Anbieter ein neues Token anfordern, auch wenn noch eines gültig ist</translation>
    </message>
    <message>
        <source>Keep fres&amp;h</source>
        <translation>Aktuell &amp;halten</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Renew the token before it runs out, while Tokenwright runs</source>
        <translation>Das Token erneuern, bevor es abläuft, solange Tokenwright läuft</translation>
    </message>
    <message>
        <source>Chec&amp;k token</source>
        <translation>Token &amp;prüfen</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>For&amp;get token</source>
        <translation>Token ver&amp;gessen</translation>
    </message>
    <message>
        <source>Drop the token that is kept; the next copy mints another</source>
        <translation>Das gespeicherte Token verwerfen; das nächste Kopieren fordert ein neues an</translation>
    </message>
    <message>
        <source>Revoke &amp;token…</source>
        <translation>Token widerru&amp;fen…</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>Stop what is under way</source>
        <translation>Anhalten, was gerade läuft</translation>
    </message>
    <message>
        <source>&amp;Edit credential set</source>
        <translation>Zugangs&amp;datensatz bearbeiten</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>R&amp;otate secret…</source>
        <translation>&amp;Secret austauschen…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>A new secret, tried before it takes the place of the old one</source>
        <translation>Ein neues Secret, das geprüft wird, bevor es das alte ersetzt</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>D&amp;uplizieren</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Dup&amp;licate to the other environment…</source>
        <translation>In die andere U&amp;mgebung duplizieren…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+D</source>
        <translation>Ctrl+Shift+D</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>Fa&amp;vorit</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Keep it at hand among the favourites</source>
        <translation>Unter den Favoriten griffbereit halten</translation>
    </message>
    <message>
        <source>&amp;Remove credential set</source>
        <translation>Zugangsdatensatz &amp;entfernen</translation>
    </message>
    <message>
        <source>Undo remove</source>
        <translation>Entfernen rückgängig machen</translation>
    </message>
    <message>
        <source>Bring back what was removed just now</source>
        <translation>Zurückholen, was gerade entfernt wurde</translation>
    </message>
    <message>
        <source>&amp;Add credential set</source>
        <translation>&amp;Zugangsdatensatz hinzufügen</translation>
    </message>
    <message>
        <source>Keep a key and secret of a provider</source>
        <translation>ID und Secret eines Anbieters speichern</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>Ctrl+I</source>
        <translation>Ctrl+I</translation>
    </message>
    <message>
        <source>Import from the clip&amp;board</source>
        <translation>Aus der Z&amp;wischenablage importieren</translation>
    </message>
    <message>
        <source>Read a curl command, or lines of a .env file, that was copied</source>
        <translation>Einen kopierten curl-Befehl oder kopierte Zeilen einer .env-Datei lesen</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Write the credential sets, without their secrets, to a file</source>
        <translation>Die Zugangsdatensätze ohne ihre Secrets in eine Datei schreiben</translation>
    </message>
    <message>
        <source>Fi&amp;nd</source>
        <translation>Su&amp;chen</translation>
    </message>
    <message>
        <source>Pro&amp;viders…</source>
        <translation>&amp;Anbieter…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>Ei&amp;nstellungen…</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation>Tastenkür&amp;zel</translation>
    </message>
    <message>
        <source>&amp;About Tokenwright</source>
        <translation>&amp;Über Tokenwright</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>%1 would get the token in clear, for everybody on the way to read. Use https; plain http is for 127.0.0.1, localhost and [::1] alone.</source>
        <translation>%1 bekäme das Token unverschlüsselt, lesbar für alle auf dem Weg. Verwenden Sie https; http ohne Verschlüsselung ist nur für 127.0.0.1, localhost und [::1] erlaubt.</translation>
    </message>
    <message>
        <source>--variable knows no “%1”; it takes one of %2.</source>
        <translation>--variable kennt „%1“ nicht; möglich ist: %2.</translation>
    </message>
    <message>
        <source>--variable knows no “%1” here.</source>
        <translation>--variable kennt „%1“ hier nicht.</translation>
    </message>
    <message>
        <source>--environment is missing; it takes one of %1.</source>
        <translation>--environment fehlt; möglich ist: %1.</translation>
    </message>
    <message>
        <source>“%1” may not hold “%2”: it would change the URL that the value is put into.</source>
        <translation>„%1“ darf „%2“ nicht enthalten: Das würde die URL verändern, in die der Wert eingesetzt wird.</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
    <message>
        <source>%1 is used (%2), with the warnings above.</source>
        <translation>%1 wird verwendet (%2), mit den obigen Warnungen.</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>what matches %1</source>
        <translation>etwas, das zu %1 passt</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 oder mehr</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>each value once</source>
        <translation>jeder Wert nur einmal</translation>
    </message>
    <message>
        <source>field “%1” is not known and does nothing.</source>
        <translation>Feld „%1“ ist unbekannt und bewirkt nichts.</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>etwas anderes</translation>
    </message>
    <message>
        <source>not JSON: %1 in line %2, column %3</source>
        <translation>kein JSON: %1 in Zeile %2, Spalte %3</translation>
    </message>
    <message>
        <source>the host of a tokenUrl or an apiBaseUrl</source>
        <translation>der Host einer tokenUrl oder apiBaseUrl</translation>
    </message>
    <message>
        <source>field “%1”: there is no variable “%2”.</source>
        <translation>Feld „%1“: Es gibt keine Variable „%2“.</translation>
    </message>
    <message>
        <source>field “%1” is there twice; the last one counts</source>
        <translation>Feld „%1“ steht zweimal da; das letzte zählt</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>Umgebungsvariablen</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>A PEM file of certificates to trust besides the system&apos;s.</source>
        <translation>Eine PEM-Datei mit Zertifikaten, denen außer denen des Systems vertraut wird.</translation>
    </message>
    <message>
        <source>The server&apos;s host name was not found.</source>
        <translation>Der Hostname des Servers wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Check the network, the name server and the URL.</source>
        <translation>Prüfen Sie das Netzwerk, den Nameserver und die URL.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Check the clock, the URL, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS. If your company signs its own certificates, name its CA file.</source>
        <translation>Prüfen Sie die Uhr, die URL, das Zertifikat des Clients, wenn der Server eines verlangt, und ob ein Proxy TLS aufbricht. Wenn Ihre Firma ihre Zertifikate selbst signiert, geben Sie ihre CA-Datei an.</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear; delete it or take them out.</source>
        <translation>%1 enthält noch Secrets im Klartext; löschen Sie die Datei oder nehmen Sie sie heraus.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Mint %n token(s)</source>
        <translation>
            <numerusform>%n &amp;Token anfordern</numerusform>
            <numerusform>%n &amp;Token anfordern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For&amp;get %n token(s)</source>
        <translation>
            <numerusform>%n Token ver&amp;gessen</numerusform>
            <numerusform>%n Token ver&amp;gessen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n credential set(s)</source>
        <translation>
            <numerusform>%n Zugangsdatensatz &amp;entfernen</numerusform>
            <numerusform>%n Zugangsdatensätze &amp;entfernen</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again later; if it stays so, the provider has moved its token endpoint.</source>
        <translation>Später erneut versuchen; bleibt es so, hat der Anbieter seinen Token-Endpunkt verlegt.</translation>
    </message>
    <message>
        <source>Check the network and the name server.</source>
        <translation>Netzwerk und Nameserver prüfen.</translation>
    </message>
    <message>
        <source>Check the clock, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS.</source>
        <translation>Die Uhr prüfen, ferner das Client-Zertifikat, falls der Server eines verlangt, und ob ein Proxy TLS aufbricht.</translation>
    </message>
    <message>
        <source>Something other than the token endpoint may have answered, such as a proxy or the sign-in page of a network.</source>
        <translation>Vielleicht hat etwas anderes als der Token-Endpunkt geantwortet, etwa ein Proxy oder die Anmeldeseite eines Netzwerks.</translation>
    </message>
    <message>
        <source>The server %1 was not found</source>
        <translation>Der Server %1 wurde nicht gefunden</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Quick search…</source>
        <translation>Schnellsuche…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>One small search over all credential sets, whose Enter copies; the preferences give it a key of the whole desktop</source>
        <translation>Eine kleine Suche über alle Zugangsdatensätze, in der Enter kopiert; in den Einstellungen bekommt sie eine Taste des ganzen Desktops</translation>
    </message>
    <message>
        <source>The answer holds no token.</source>
        <translation>Die Antwort enthält kein Token.</translation>
    </message>
    <message>
        <source>%1 rejected the credentials</source>
        <translation>%1 hat die Zugangsdaten abgelehnt</translation>
    </message>
    <message>
        <source>Ask the provider&apos;s API whether it takes the token; where there is none, one is minted first</source>
        <translation>Die API des Anbieters fragen, ob sie das Token annimmt; ist keines da, wird zuerst eines angefordert</translation>
    </message>
    <message>
        <source>Tokenwright knows no harmless call by which to check tokens of this provider</source>
        <translation>Tokenwright kennt keinen unschädlichen Aufruf, mit dem sich Token dieses Anbieters prüfen lassen</translation>
    </message>
    <message>
        <source>Copy the current token &amp;without minting</source>
        <translation>Derzeitiges T&amp;oken kopieren, ohne neues anzufordern</translation>
    </message>
    <message>
        <source>Other folders for the files below.</source>
        <translation>Andere Ordner für die Dateien unten.</translation>
    </message>
    <message>
        <source>Says whose the credentials ACME are.</source>
        <translation>Gibt an, wem die Zugangsdaten ACME gehören.</translation>
    </message>
    <message>
        <source>Whose credentials are that do not tell it themselves; may be repeated. The preview names the keys.</source>
        <translation>Wem Zugangsdaten gehören, die es nicht selbst angeben; mehrfach möglich. Die Vorschau nennt, was für KEY einzusetzen ist.</translation>
    </message>
    <message>
        <source>Remove “%1” (%2) and delete its credentials and token from the keychain?</source>
        <translation>„%1“ (%2) entfernen und die Zugangsdaten und das Token aus dem Schlüsselbund löschen?</translation>
    </message>
    <message>
        <source>Edit the credential set and enter its credentials again.</source>
        <translation>Bearbeiten Sie den Zugangsdatensatz und geben Sie die Zugangsdaten erneut ein.</translation>
    </message>
    <message>
        <source>Check the credentials, the environment and the scopes of this credential set.</source>
        <translation>Prüfen Sie die Zugangsdaten, die Umgebung und die Scopes dieses Zugangsdatensatzes.</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name: it can only be kept with the credentials, in the keychain.</source>
        <translation>„%1“ ist dem Namen nach ein Secret: Es lässt sich nur zusammen mit den Zugangsdaten im Schlüsselbund speichern.</translation>
    </message>
    <message>
        <source>Enter the %1 as well, or leave all credentials empty to keep them as they are.</source>
        <translation>Bitte auch dies eingeben: %1. Oder lassen Sie alle Felder der Zugangsdaten leer, dann bleiben sie, wie sie sind.</translation>
    </message>
    <message>
        <source>Basic header (ID and secret)</source>
        <translation>Basic-Header aus ID und Secret</translation>
    </message>
    <message>
        <source>The client may not use refresh tokens, or this one was given to another client: check that the credentials are those that the refresh token was given to.</source>
        <translation>Der Client darf keine Refresh-Tokens verwenden, oder dieses wurde für einen anderen Client ausgestellt: Prüfen Sie, ob das Refresh-Token für diese Zugangsdaten ausgestellt wurde.</translation>
    </message>
    <message>
        <source>The server does not accept these credentials: check the client ID, the client secret and the environment; if they are right, try another client authentication.</source>
        <translation>Der Server nimmt diese Zugangsdaten nicht an: Prüfen Sie die Client-ID, das Client-Secret und die Umgebung; wenn sie stimmen, versuchen Sie eine andere Client-Authentifizierung.</translation>
    </message>
    <message>
        <source>Whose credentials these are cannot be told.</source>
        <translation>Wem diese Zugangsdaten gehören, ist nicht erkennbar.</translation>
    </message>
    <message>
        <source>“%1” is a secret and is not taken over; enter it with the credentials afterwards.</source>
        <translation>„%1“ ist ein Secret und wird nicht übernommen; geben Sie es danach mit den Zugangsdaten ein.</translation>
    </message>
    <message>
        <source>“%1” has these credentials already.</source>
        <translation>„%1“ hat diese Zugangsdaten schon.</translation>
    </message>
    <message>
        <source>It is added without its credentials unless they are typed.</source>
        <translation>Er wird ohne Zugangsdaten hinzugefügt, wenn Sie keine eingeben.</translation>
    </message>
    <message>
        <source>The file holds no secret; enter the credentials afterwards.</source>
        <translation>Die Datei enthält kein Secret; geben Sie die Zugangsdaten danach ein.</translation>
    </message>
    <message>
        <source>Such a document holds no credentials; they have to be typed.</source>
        <translation>Ein solches Dokument enthält keine Zugangsdaten; sie müssen eingegeben werden.</translation>
    </message>
    <message>
        <source>It holds more credentials than any collection does.</source>
        <translation>Darin stehen mehr Zugangsdaten als in irgendeiner Collection.</translation>
    </message>
    <message>
        <source>Change the name, the credentials or the scopes</source>
        <translation>Den Namen, die Zugangsdaten oder die Scopes ändern</translation>
    </message>
    <message>
        <source>A second credential set with the same credentials</source>
        <translation>Ein zweiter Zugangsdatensatz mit denselben Zugangsdaten</translation>
    </message>
    <message>
        <source>The like of it for production, or for the sandbox, with credentials to enter</source>
        <translation>Das Gegenstück für die Produktion oder die Sandbox, mit eigenen Zugangsdaten</translation>
    </message>
    <message>
        <source>Delete the credentials and the token from the keychain</source>
        <translation>Die Zugangsdaten und das Token aus dem Schlüsselbund löschen</translation>
    </message>
    <message>
        <source>Read credentials from files of other programs</source>
        <translation>Zugangsdaten aus Dateien anderer Programme lesen</translation>
    </message>
    <message>
        <source>Tokens may go to %1 from now on.</source>
        <translation>Token dürfen von nun an an %1 gehen.</translation>
    </message>
    <message>
        <source>The secret may go to the token endpoint, and tokens to the API, as they are now.</source>
        <translation>Das Secret darf an den jetzigen Token-Endpunkt gesendet werden, Token an die jetzige API.</translation>
    </message>
    <message>
        <source>API moved</source>
        <translation>API umgezogen</translation>
    </message>
    <message>
        <source>The token is meant for another server</source>
        <translation>Das Token ist für einen anderen Server bestimmt</translation>
    </message>
    <message>
        <source>The token is meant for another server.</source>
        <translation>Das Token ist für einen anderen Server bestimmt.</translation>
    </message>
    <message>
        <source>Confirm the new server before a token is sent there.</source>
        <translation>Bestätigen Sie den neuen Server, bevor ein Token dorthin gesendet wird.</translation>
    </message>
    <message>
        <source>It may go to %1 and would go to %2.</source>
        <translation>Es darf an %1 gehen und ginge an %2.</translation>
    </message>
    <message>
        <source>“%1” keeps an old secret already; forget that one (--forget-old) before another is kept.</source>
        <translation>Für „%1“ ist schon ein altes Secret gespeichert; verwerfen Sie dieses (--forget-old), bevor ein weiteres behalten wird.</translation>
    </message>
    <message>
        <source>With %1 curl would send the token to whichever server an answer names. Give the URL that it leads to instead.</source>
        <translation>Mit %1 würde curl das Token an jeden Server senden, den eine Antwort nennt. Geben Sie stattdessen die URL an, zu der es führt.</translation>
    </message>
    <message>
        <source>Discard what was entered?</source>
        <translation>Eingaben verwerfen?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --header %1={secret:%1} and --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>„%1“ ist geheim und kann kein Argument sein; geben Sie --header %1={secret:%1} und --secret-parameter %1=DATEI an, wobei - die Standardeingabe ist.</translation>
    </message>
    <message>
        <source>An extra request header, not secret; {secret:NAME} in it stands for a secret parameter. An empty value takes it out.</source>
        <translation>Eine weitere Kopfzeile der Anfrage, nicht geheim; {secret:NAME} darin steht für einen geheimen Parameter. Ein leerer Wert nimmt sie heraus.</translation>
    </message>
    <message>
        <source>Lists the providers, or says what one needs or what is wrong with a provider file.</source>
        <translation>Listet die Anbieter auf oder zeigt, was einer braucht oder was an einer Anbieterdatei falsch ist.</translation>
    </message>
    <message>
        <source>Its environments, variables, parameters and scopes.</source>
        <translation>Seine Umgebungen, Variablen, Parameter und Scopes.</translation>
    </message>
    <message>
        <source>Only “show PROVIDER” or “validate FILE” can follow.</source>
        <translation>Darauf kann nur „show PROVIDER“ oder „validate FILE“ folgen.</translation>
    </message>
    <message>
        <source>settings of a program (JSON, YAML)</source>
        <translation>Einstellungen eines Programms (JSON, YAML)</translation>
    </message>
    <message>
        <source>The program writes the header “%1” itself; take it out.</source>
        <translation>Den Header „%1“ schreibt das Programm selbst; nehmen Sie ihn heraus.</translation>
    </message>
    <message>
        <source>a header that the program does not write itself</source>
        <translation>ein Header, den das Programm nicht selbst schreibt</translation>
    </message>
    <message>
        <source>“%1” takes options alone, not “%2”.</source>
        <translation>„%1“ nimmt nur Optionen, nicht „%2“.</translation>
    </message>
    <message>
        <source>“%1” is no option of tokenwright, which shows the window. Commands are for tokenwright-cli.</source>
        <translation>„%1“ ist keine Option von tokenwright, das das Fenster zeigt. Befehle sind für tokenwright-cli.</translation>
    </message>
    <message>
        <source>A part of Tokenwright cannot be loaded (%1). Start Tokenwright again if it was updated just now; otherwise install it anew.</source>
        <translation>Ein Teil von Tokenwright lässt sich nicht laden (%1). Starten Sie Tokenwright neu, falls es gerade aktualisiert wurde; sonst installieren Sie es neu.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ClaimsPage</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Show &amp;claims</source>
        <translation>Claims anzei&amp;gen</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>Es ist kein Zugangsdatensatz ausgewählt.</translation>
    </message>
    <message>
        <source>There is no valid token. Mint one to see what is in it.</source>
        <translation>Es gibt kein gültiges Token. Fordern Sie eines an, um zu sehen, was darin steht.</translation>
    </message>
    <message>
        <source>Waiting for the keychain…</source>
        <translation>Warten auf den Schlüsselbund…</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>Erteilt</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Angefragt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Claims</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>The claims are read from the token on this computer; nothing is sent.</source>
        <translation>Die Claims werden auf diesem Computer aus dem Token gelesen; es wird nichts gesendet.</translation>
    </message>
    <message>
        <source>The answer does not say.</source>
        <translation>Die Antwort gibt es nicht an.</translation>
    </message>
    <message>
        <source>Those asked for; the answer names none.</source>
        <translation>Die angefragten; die Antwort nennt keine.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ClipboardCountdown</name>
    <message>
        <source>Clear now</source>
        <translation>Jetzt leeren</translation>
    </message>
    <message>
        <source>Take the copied secret off the clipboard</source>
        <translation>Das kopierte Secret aus der Zwischenablage nehmen</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The clipboard is cleared in %1 s.</source>
        <translation>Die Zwischenablage wird in %1 s geleert.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CopyController</name>
    <message>
        <source>It is an earlier token.</source>
        <translation>Es ist ein früheres Token.</translation>
    </message>
    <message>
        <source>The token is in memory alone and gone when you quit.</source>
        <translation>Das Token ist nur im Arbeitsspeicher und geht beim Beenden verloren.</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>Das Token von %1 ist bereit; es wurde nicht kopiert, weil die Zwischenablage inzwischen anderes enthält.</translation>
    </message>
    <message>
        <source>%1 was not copied because the clipboard is in use for something else. Copy once more.</source>
        <translation>%1 wurde nicht kopiert, weil die Zwischenablage inzwischen anderes enthält. Kopieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>%1 was not copied: the desktop lets only the window that you work in change the clipboard. Copy once more.</source>
        <translation>%1 wurde nicht kopiert: Die Arbeitsumgebung lässt nur das Fenster, in dem Sie arbeiten, die Zwischenablage ändern. Kopieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>Copied %1 of %2.</source>
        <translation>Kopiert: %1 von %2.</translation>
    </message>
    <message>
        <source>Minted a token for %1.</source>
        <translation>Token für %1 erhalten.</translation>
    </message>
    <message>
        <source>It lives %1.</source>
        <translation>Es gilt %1.</translation>
    </message>
    <message>
        <source>It is kept in memory and gone when you quit.</source>
        <translation>Es ist nur im Arbeitsspeicher und geht beim Beenden verloren.</translation>
    </message>
    <message>
        <source>a removed credential set</source>
        <translation>(entfernter Zugangsdatensatz)</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>„%1“ (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Minted %n token(s).</source>
        <translation>
            <numerusform>%n Token erhalten.</numerusform>
            <numerusform>%n Token erhalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Minted %1 of %2 tokens. The list says what became of the others.</source>
        <translation>%1 von %2 Token erhalten. Was aus den anderen wurde, steht in der Liste.</translation>
    </message>
    <message>
        <source>Nothing was copied.</source>
        <translation>Es wurde nichts kopiert.</translation>
    </message>
    <message>
        <source>%1 makes the present token invalid as soon as it gives a new one. Of the present one there is %2.</source>
        <translation>%1 macht das derzeitige Token ungültig, sobald ein neues ausgestellt ist. Das derzeitige: %2.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CountdownModel</name>
    <message>
        <source>Cancel “%1”</source>
        <translation>„%1“ abbrechen</translation>
    </message>
    <message>
        <source>Copy bearer header of “%1”</source>
        <translation>Bearer-Header von „%1“ kopieren</translation>
    </message>
    <message>
        <source>waiting for the keychain…</source>
        <translation>wartet auf den Schlüsselbund…</translation>
    </message>
    <message>
        <source>waiting for its turn…</source>
        <translation>wartet, bis es an der Reihe ist…</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>wird aktuell gehalten</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy bearer header</source>
        <translation>Bearer-Header kopieren</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>gültig bis %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialDialog</name>
    <message>
        <source>Add credential set</source>
        <translation>Zugangsdatensatz hinzufügen</translation>
    </message>
    <message>
        <source>Edit credential set</source>
        <translation>Zugangsdatensatz bearbeiten</translation>
    </message>
    <message>
        <source>There is no provider file for “%1”, so this credential set can be neither used nor changed. Nothing of it is lost: put the file back and start Tokenwright again.</source>
        <translation>Es gibt keine Anbieterdatei für „%1“, deshalb lässt sich dieser Zugangsdatensatz weder verwenden noch ändern. Es geht nichts davon verloren: Legen Sie die Datei wieder zurück und starten Sie Tokenwright neu.</translation>
    </message>
    <message>
        <source>Save and &amp;mint</source>
        <translation>Speichern und an&amp;fordern</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Schl&amp;ießen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Save and mint</source>
        <translation>Speichern und anfordern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Leave empty to keep it unchanged</source>
        <translation>Leer lassen, um es nicht zu ändern</translation>
    </message>
    <message>
        <source>Saving to the keychain…</source>
        <translation>Wird im Schlüsselbund gespeichert…</translation>
    </message>
    <message>
        <source>Another token endpoint</source>
        <translation>Ein anderer Token-Endpunkt</translation>
    </message>
    <message>
        <source>It is not known which server the secret was saved for. Send it to %1 from now on?</source>
        <translation>Für welchen Server das Secret gespeichert wurde, ist nicht bekannt. Ab jetzt an %1 senden?</translation>
    </message>
    <message>
        <source>The secret was saved for %1.
Send it to %2 from now on?</source>
        <translation>Das Secret wurde für %1 gespeichert.
Ab jetzt an %2 senden?</translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation>Dorthin senden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>It is being saved at this moment. If that fails, it is lost.</source>
        <translation>Die Eingaben werden gerade gespeichert. Wenn das fehlschlägt, sind sie verloren.</translation>
    </message>
    <message>
        <source>Saved. No token was minted.</source>
        <translation>Gespeichert. Es wurde kein Token angefordert.</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>Das derzeitige Token wird ungültig</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>Ein neues Token für „%1“ anfordern?</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>Neues anfordern</translation>
    </message>
    <message>
        <source>Saved. Minting a token…</source>
        <translation>Gespeichert. Token wird angefordert…</translation>
    </message>
    <message>
        <source>Saved. %1</source>
        <translation>Gespeichert. %1</translation>
    </message>
    <message>
        <source>Saved. Minting was stopped.</source>
        <translation>Gespeichert. Das Anfordern wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Saved, but no token was minted. %1</source>
        <translation>Gespeichert, aber kein Token erhalten. %1</translation>
    </message>
    <message>
        <source>Saved. Minting a token… %1 s</source>
        <translation>Gespeichert. Token wird angefordert… %1 s</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>Zugangsdaten werden aus dem Schlüsselbund gelesen…</translation>
    </message>
    <message>
        <source>The keychain holds no credentials for this credential set. Enter them again and save.</source>
        <translation>Der Schlüsselbund enthält keine Zugangsdaten für diesen Zugangsdatensatz. Geben Sie sie erneut ein und speichern Sie.</translation>
    </message>
    <message>
        <source>The credentials could not be read: %1 You can change the rest without them, or enter new ones.</source>
        <translation>Die Zugangsdaten ließen sich nicht lesen: %1 Sie können alles andere ändern oder neue Zugangsdaten eingeben.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialFields</name>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>No provider has “%1” in its name; it is still %2.</source>
        <translation>Kein Anbieter hat „%1“ im Namen; es bleibt bei %2.</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Secret</translation>
    </message>
    <message>
        <source>Token URL: %1</source>
        <translation>Token-URL: %1</translation>
    </message>
    <message>
        <source>From an issuer or API URL…</source>
        <translation>Von der URL eines Ausstellers oder einer API…</translation>
    </message>
    <message>
        <source>For others there is “%1”.</source>
        <translation>Für andere gibt es „%1“.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialRegistry</name>
    <message>
        <source>A credential set needs a name.</source>
        <translation>Ein Zugangsdatensatz braucht einen Namen.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in this environment already.</source>
        <translation>In dieser Umgebung gibt es bereits einen Zugangsdatensatz namens „%1“.</translation>
    </message>
    <message>
        <source>A row of credential-sets.json cannot be read and is left as it is%1. %2</source>
        <translation>Ein Eintrag in credential-sets.json lässt sich nicht lesen und bleibt, wie er ist%1. %2</translation>
    </message>
    <message>
        <source>: “%1”</source>
        <translation>: „%1“</translation>
    </message>
    <message>
        <source>%1 is gone, although %2 knows tokens of its credential sets. Put it back; to begin anew without it, remove the other file as well.</source>
        <translation>%1 ist nicht mehr da, obwohl %2 Tokens von Zugangsdatensätzen daraus kennt. Legen Sie die Datei wieder zurück; um ohne sie neu anzufangen, entfernen Sie auch die andere.</translation>
    </message>
    <message>
        <source>Another has the same “id”.</source>
        <translation>Ein anderer hat dieselbe „id“.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialTable</name>
    <message>
        <source>Credential sets</source>
        <translation>Zugangsdatensätze</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsHeader</name>
    <message>
        <source>Favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>Take it from the favourites</source>
        <translation>Aus den Favoriten nehmen</translation>
    </message>
    <message>
        <source>Put it among the favourites</source>
        <translation>Zu den Favoriten hinzufügen</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Details ausblenden</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Details anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) selected</source>
        <translation>
            <numerusform>%n Zugangsdatensatz ausgewählt</numerusform>
            <numerusform>%n Zugangsdatensätze ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>shown: %1</source>
        <translation>angezeigt: %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>Es ist kein Zugangsdatensatz ausgewählt.</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>gültig bis %1</translation>
    </message>
    <message>
        <source>expired at %1</source>
        <translation>abgelaufen: %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>wird aktuell gehalten</translation>
    </message>
    <message>
        <source>waiting for the keychain</source>
        <translation>wartet auf den Schlüsselbund</translation>
    </message>
    <message>
        <source>waiting for other requests to end</source>
        <translation>wartet auf das Ende anderer Anfragen</translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>wartet auf %1</translation>
    </message>
    <message>
        <source>minting… %1 s · %2</source>
        <translation>wird angefordert… %1 s · %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DiscoveryDialog</name>
    <message>
        <source>Find a server</source>
        <translation>Server suchen</translation>
    </message>
    <message>
        <source>Issuer, API or MCP URL</source>
        <translation>URL eines Ausstellers, einer API oder eines MCP-Servers</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>Su&amp;chen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>Token URL</source>
        <translation>Token-URL</translation>
    </message>
    <message>
        <source>Revocation URL</source>
        <translation>Widerrufs-URL</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Client-Authentifizierung</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>Algorithmen</translation>
    </message>
    <message>
        <source>Found in</source>
        <translation>Gefunden in</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>&amp;Use these</source>
        <translation>Diese &amp;verwenden</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Diese verwenden</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Enter the URL of an issuer, of an API or of an MCP server.</source>
        <translation>Geben Sie die URL eines Ausstellers, einer API oder eines MCP-Servers ein.</translation>
    </message>
    <message>
        <source>It was stopped before anything was found.</source>
        <translation>Die Suche wurde abgebrochen, bevor etwas gefunden wurde.</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>Der Server nimmt Clients nur mit %1 an; davon wird hier nichts unterstützt.</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird abgefragt…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DurationSpinBox</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
</context>
<context>
    <name>Tokenwright::EmptyState</name>
    <message>
        <source>Copy a valid token with one click</source>
        <translation>Ein gültiges Token mit einem Klick kopieren</translation>
    </message>
    <message>
        <source>Keep the key and secret that a provider gave you in your keychain; the token is minted when you need it.</source>
        <translation>Speichern Sie ID und Secret, die Sie von einem Anbieter haben, in Ihrem Schlüsselbund; das Token wird angefordert, wenn Sie es brauchen.</translation>
    </message>
    <message>
        <source>or drop a .env or Postman file here, or paste a curl command (Ctrl+V)</source>
        <translation>oder ziehen Sie eine .env- oder Postman-Datei hierher, oder fügen Sie einen curl-Befehl ein (Strg+V)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ExpiryNotices</name>
    <message>
        <source>Token renewed</source>
        <translation>Token erneuert</translation>
    </message>
    <message>
        <source>Token not renewed</source>
        <translation>Token nicht erneuert</translation>
    </message>
    <message>
        <source>The token of %1 could not be renewed: %2</source>
        <translation>Das Token von %1 ließ sich nicht erneuern: %2</translation>
    </message>
    <message>
        <source>Token about to expire</source>
        <translation>Token läuft bald ab</translation>
    </message>
    <message>
        <source>The token of %1 expires in %2.</source>
        <translation>Das Token von %1 läuft in %2 ab.</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>Token expired</source>
        <translation>Token abgelaufen</translation>
    </message>
    <message>
        <source>The token of %1 has expired.</source>
        <translation>Das Token von %1 ist abgelaufen.</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired</source>
        <translation>
            <numerusform>%n Token ist abgelaufen</numerusform>
            <numerusform>%n Tokens sind abgelaufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired or are about to</source>
        <translation>
            <numerusform>%n Token ist abgelaufen oder läuft bald ab</numerusform>
            <numerusform>%n Tokens sind abgelaufen oder laufen bald ab</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) could not be renewed</source>
        <translation>
            <numerusform>%n Token ließ sich nicht erneuern</numerusform>
            <numerusform>%n Tokens ließen sich nicht erneuern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::FailureBlock</name>
    <message>
        <source>Edit credential set</source>
        <translation>Zugangsdatensatz bearbeiten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Retry with the base scope alone…</source>
        <translation>Nur mit dem Basis-Scope erneut versuchen…</translation>
    </message>
    <message>
        <source>Confirm the new endpoint…</source>
        <translation>Den neuen Endpunkt bestätigen…</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Fehlschlag</translation>
    </message>
    <message>
        <source>Copy what a support ticket needs, without secrets and without the token</source>
        <translation>Kopieren, was eine Supportanfrage braucht, ohne Secrets und ohne das Token</translation>
    </message>
    <message>
        <source>Clear now</source>
        <translation>Jetzt leeren</translation>
    </message>
    <message>
        <source>What it answered</source>
        <translation>Antwort des Servers</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>Nichts kopiert; in der Zwischenablage ist noch %1.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>Tokenwright::FilterBar</name>
    <message>
        <source>%1 %L2</source>
        <translation>%1 %L2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::FreedesktopKeychainService</name>
    <message>
        <source>QTKEYCHAIN_BACKEND says so</source>
        <translation>QTKEYCHAIN_BACKEND gibt es vor</translation>
    </message>
    <message>
        <source>The library libgnome-keyring is not installed.</source>
        <translation>Die Bibliothek libgnome-keyring ist nicht installiert.</translation>
    </message>
    <message>
        <source>Qt runs without GLib&apos;s event loop (QT_NO_GLIB), which libsecret needs.</source>
        <translation>Qt läuft ohne die Ereignisschleife von GLib (QT_NO_GLIB), die libsecret braucht.</translation>
    </message>
    <message>
        <source>The library libsecret-1 is not installed.</source>
        <translation>Die Bibliothek libsecret-1 ist nicht installiert.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::GlobalKey</name>
    <message>
        <source>Search for a token to copy</source>
        <translation>Nach einem Token zum Kopieren suchen</translation>
    </message>
    <message>
        <source>The key that you chose</source>
        <translation>Das von Ihnen gewählte Tastenkürzel</translation>
    </message>
    <message>
        <source>Meta+Shift+B</source>
        <translation>Meta+Shift+B</translation>
    </message>
</context>
<context>
    <name>Tokenwright::HttpClient</name>
    <message>
        <source>A header&apos;s name or value is not what HTTP allows.</source>
        <translation>Name oder Wert eines Headers ist nicht so, wie HTTP es erlaubt.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportChoice</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>P&amp;rovider</source>
        <translation>A&amp;nbieter</translation>
    </message>
    <message>
        <source>&amp;Environment</source>
        <translation>&amp;Umgebung</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Secret</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDelegate</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDialog</name>
    <message>
        <source>Import credential sets</source>
        <translation>Zugangsdatensätze importieren</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>Zu importierende Dateien</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n credential set(s).</source>
        <translation>
            <numerusform>%n Zugangsdatensatz importiert.</numerusform>
            <numerusform>%n Zugangsdatensätze importiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>&amp;Dateien wählen…</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Dateien wählen</translation>
    </message>
    <message>
        <source>Reads: %1.</source>
        <translation>Liest: %1.</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Ein&amp;fügen</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Read what is on the clipboard, a curl command for example</source>
        <translation>Lesen, was in der Zwischenablage ist, zum Beispiel einen curl-Befehl</translation>
    </message>
    <message>
        <source>Nothing is kept before you press Import.</source>
        <translation>Gespeichert wird erst, wenn Sie auf Importieren klicken.</translation>
    </message>
    <message>
        <source>Nothing to import yet. Choose files, drop them here, or paste a curl command.</source>
        <translation>Noch nichts zu importieren. Wählen Sie Dateien, ziehen Sie sie hierher oder fügen Sie einen curl-Befehl ein.</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>Zwischenablage</translation>
    </message>
    <message>
        <source>clipboard (%1)</source>
        <translation>Zwischenablage (%1)</translation>
    </message>
    <message>
        <source>The clipboard</source>
        <translation>Die Zwischenablage</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Looking for them in the keychain…</source>
        <translation>Im Schlüsselbund wird danach gesucht…</translation>
    </message>
    <message>
        <source>Whether some of them are there already could not be seen. %1</source>
        <translation>Ob einige davon schon vorhanden sind, ließ sich nicht feststellen. %1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n credential set(s)</source>
        <translation>
            <numerusform>%n Zugangsdatensatz &amp;importieren</numerusform>
            <numerusform>%n Zugangsdatensätze &amp;importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Writing to the keychain…</source>
        <translation>Wird in den Schlüsselbund geschrieben…</translation>
    </message>
    <message>
        <source>Not everything could be added; the list says why.</source>
        <translation>Nicht alles ließ sich hinzufügen; die Liste zeigt, warum.</translation>
    </message>
    <message>
        <source>Stopping after the one under way…</source>
        <translation>Hält nach dem laufenden Eintrag an…</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>Den Import abbrechen</translation>
    </message>
    <message>
        <source>Leave without importing?</source>
        <translation>Ohne zu importieren schließen?</translation>
    </message>
    <message>
        <source>The names you have given are forgotten.</source>
        <translation>Die von Ihnen vergebenen Namen gehen verloren.</translation>
    </message>
    <message>
        <source>What you have typed is forgotten.</source>
        <translation>Was Sie eingegeben haben, geht verloren.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Collections, environments and key files</source>
        <translation>Sammlungen, Umgebungen und Schlüsseldateien</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportList</name>
    <message>
        <source>What would be imported</source>
        <translation>Was importiert würde</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Um&amp;benennen</translation>
    </message>
    <message>
        <source>Choose &amp;provider and environment</source>
        <translation>Anbieter und Umgebung &amp;wählen</translation>
    </message>
    <message>
        <source>Tick &amp;all</source>
        <translation>&amp;Alle auswählen</translation>
    </message>
    <message>
        <source>&amp;Untick all</source>
        <translation>Auswahl auf&amp;heben</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>Nicht hinzugefügt</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Will be added</source>
        <translation>Wird hinzugefügt</translation>
    </message>
    <message>
        <source>Will be added under another name</source>
        <translation>Wird unter anderem Namen hinzugefügt</translation>
    </message>
    <message>
        <source>Is there already</source>
        <translation>Ist schon vorhanden</translation>
    </message>
    <message>
        <source>For which environment?</source>
        <translation>Für welche Umgebung?</translation>
    </message>
    <message>
        <source>Where is its token had?</source>
        <translation>Woher kommt das Token?</translation>
    </message>
    <message>
        <source>Cannot be imported</source>
        <translation>Lässt sich nicht importieren</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>secret goes to %1</source>
        <translation>Secret geht an %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>aus %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The secret goes to %1</source>
        <translation>Das Secret geht an %1</translation>
    </message>
    <message>
        <source>Client ID: %1</source>
        <translation>Client-ID: %1</translation>
    </message>
    <message>
        <source>From %1, %2</source>
        <translation>Aus %1, %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Secret goes to</source>
        <translation>Secret geht an</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Scopes: %1</source>
        <translation>Scopes: %1</translation>
    </message>
    <message>
        <source>Will be added without its credentials</source>
        <translation>Wird ohne Zugangsdaten hinzugefügt</translation>
    </message>
    <message>
        <source>Whose credentials are these?</source>
        <translation>Wem gehören diese Zugangsdaten?</translation>
    </message>
</context>
<context>
    <name>Tokenwright::JsonFile</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>%1 was there and is gone. What it held is still known.</source>
        <translation>%1 war da und ist verschwunden. Der Inhalt ist noch bekannt.</translation>
    </message>
    <message>
        <source>it holds no JSON object</source>
        <translation>die Datei enthält kein JSON-Objekt</translation>
    </message>
    <message>
        <source>%1 at byte %2</source>
        <translation>%1 bei Byte %2</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It is begun anew when it is written next, and the damaged one kept beside it.</source>
        <translation>%1 ist beschädigt (%2). Beim nächsten Schreiben wird die Datei neu angelegt und die beschädigte daneben aufbewahrt.</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It was left as it is; mend or remove it.</source>
        <translation>%1 ist beschädigt (%2). Die Datei blieb, wie sie ist; reparieren oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KWallet</name>
    <message>
        <source>KDE&apos;s wallet answers</source>
        <translation>die digitale Brieftasche von KDE antwortet</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>Es gibt keinen Sitzungsbus (D-Bus).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KernelSecretStore</name>
    <message>
        <source>Only Linux has a keyring of the kernel&apos;s.</source>
        <translation>Nur Linux hat einen Schlüsselbund im Kernel.</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, which this system does not have</source>
        <translation>der Schlüsselbund des Kernels, den dieses System nicht hat</translation>
    </message>
    <message>
        <source>the preferences say so</source>
        <translation>die Einstellungen geben es vor</translation>
    </message>
    <message>
        <source>The kernel&apos;s room for keys of one user is used up (%1 keys, %2 bytes). Remove a credential set or a token, or raise kernel.keys.maxkeys and kernel.keys.maxbytes with sysctl.</source>
        <translation>Der Platz des Kernels für Schlüssel eines Benutzers ist aufgebraucht (%1 Schlüssel, %2 Byte). Entfernen Sie einen Zugangsdatensatz oder ein Token oder erhöhen Sie kernel.keys.maxkeys und kernel.keys.maxbytes mit sysctl.</translation>
    </message>
    <message>
        <source>The kernel&apos;s keyring takes no value of this length.</source>
        <translation>Der Schlüsselbund des Kernels nimmt keinen Wert dieser Länge an.</translation>
    </message>
    <message>
        <source>The kernel refuses its keyring here: %1.</source>
        <translation>Der Kernel verweigert hier seinen Schlüsselbund: %1.</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, until the machine is started again</source>
        <translation>der Schlüsselbund des Kernels, bis der Rechner neu gestartet wird</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainJobs</name>
    <message numerus="yes">
        <source>No answer within %n second(s).</source>
        <translation>
            <numerusform>Keine Antwort innerhalb von %n Sekunde.</numerusform>
            <numerusform>Keine Antwort innerhalb von %n Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is still busy with an earlier request. Nothing was asked of it now.</source>
        <translation>Er ist noch mit einer früheren Anfrage beschäftigt. Von ihm wurde jetzt nichts verlangt.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainSecretStore</name>
    <message>
        <source>An empty secret cannot be kept.</source>
        <translation>Ein leeres Secret lässt sich nicht speichern.</translation>
    </message>
    <message>
        <source>The keychain reported success, but does not hold what was written.</source>
        <translation>Der Schlüsselbund hat Erfolg gemeldet, enthält aber nicht, was geschrieben wurde.</translation>
    </message>
    <message>
        <source>The keychain reported success, but still holds what was removed.</source>
        <translation>Der Schlüsselbund hat Erfolg gemeldet, enthält aber noch, was entfernt wurde.</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>Der Schlüsselbund ist gesperrt.</translation>
    </message>
    <message>
        <source>The keychain may have to ask whether this program may use it.</source>
        <translation>Der Schlüsselbund muss vielleicht fragen, ob dieses Programm ihn verwenden darf.</translation>
    </message>
    <message>
        <source>There is no default keyring yet.</source>
        <translation>Es gibt noch keinen Standardschlüsselbund.</translation>
    </message>
    <message>
        <source>It was locked before the change could be checked.</source>
        <translation>Er wurde gesperrt, bevor sich die Änderung prüfen ließ.</translation>
    </message>
    <message>
        <source>The keychain may still be asking somebody.</source>
        <translation>Der Schlüsselbund fragt vielleicht noch jemanden.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::LifetimeLine</name>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MainToolBar</name>
    <message>
        <source>Main</source>
        <translation>Hauptwerkzeugleiste</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MainWindow</name>
    <message>
        <source>Tokenwright</source>
        <translation>Tokenwright</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Claims</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>Nichts kopiert; in der Zwischenablage ist noch %1.</translation>
    </message>
    <message>
        <source>Cancelled “%1”.</source>
        <translation>„%1“ wurde abgebrochen.</translation>
    </message>
    <message>
        <source>%1 (“%2”).</source>
        <translation>%1 („%2“).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MessageBar</name>
    <message>
        <source>No keychain service answers on this computer. Secrets that you enter now are kept in memory and are gone when you quit. Install and start gnome-keyring or KWallet to keep them.</source>
        <translation>Auf diesem Rechner antwortet kein Schlüsselbunddienst. Secrets, die Sie jetzt eingeben, bleiben nur im Arbeitsspeicher und gehen beim Beenden verloren. Installieren und starten Sie gnome-keyring oder KWallet, um sie zu speichern.</translation>
    </message>
    <message>
        <source>A clipboard manager put back the secret that had been cleared: it keeps a history and does not heed what is marked as secret. Remove it there, or turn the history off.</source>
        <translation>Eine Zwischenablageverwaltung hat das gelöschte Secret wiederhergestellt: Sie führt einen Verlauf und beachtet nicht, was als geheim gekennzeichnet ist. Entfernen Sie es dort oder schalten Sie den Verlauf aus.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>“%1”: do not quit now. %2</source>
        <translation>„%1“: Beenden Sie Tokenwright jetzt nicht. %2</translation>
    </message>
    <message>
        <source>The provider file %1 was skipped: %2.</source>
        <translation>Die Anbieterdatei %1 wurde übersprungen: %2.</translation>
    </message>
    <message>
        <source>Open provider file</source>
        <translation>Anbieterdatei öffnen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n more; dismiss one to see the next.</source>
        <translation>
            <numerusform>%n weitere; schließen Sie eine, um die nächste zu sehen.</numerusform>
            <numerusform>%n weitere; schließen Sie eine, um die nächste zu sehen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::MoreOptions</name>
    <message>
        <source>orders, team-a</source>
        <translation>Bestellungen, Team-A</translation>
    </message>
    <message>
        <source>Kept in a plain file, as the tags are: no secrets here.</source>
        <translation>Wird wie die Schlagwörter in einer unverschlüsselten Datei gespeichert: keine Secrets hier.</translation>
    </message>
    <message>
        <source>As in the preferences</source>
        <translation>Wie in den Einstellungen</translation>
    </message>
    <message>
        <source>A token with less left than this is not used again.</source>
        <translation>Ein Token, das nur noch kürzer gilt, wird nicht wiederverwendet.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>One “name=value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>Pro Zeile ein „Name=Wert“. Was dem Namen nach ein Secret ist, kommt in den Schlüsselbund, alles andere in eine unverschlüsselte Datei.</translation>
    </message>
    <message>
        <source>One “Name: value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>Pro Zeile ein „Name: Wert“. Was dem Namen nach ein Secret ist, kommt in den Schlüsselbund, alles andere in eine unverschlüsselte Datei.</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Weitere Optionen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>Ablauf des Secrets</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Client-Authentifizierung</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>Schlüssel-ID</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithmus</translation>
    </message>
    <message>
        <source>Assertion audience</source>
        <translation>Zielgruppe der Assertion</translation>
    </message>
    <message>
        <source>Extra parameters</source>
        <translation>Zusätzliche Parameter</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>Zusätzliche Header</translation>
    </message>
    <message>
        <source>Do not reuse below</source>
        <translation>Nicht wiederverwenden unter</translation>
    </message>
    <message>
        <source>Request preview</source>
        <translation>Vorschau der Anfrage</translation>
    </message>
    <message>
        <source>As the provider says (%1)</source>
        <translation>Vorgabe (%1)</translation>
    </message>
    <message>
        <source>As usual (%1)</source>
        <translation>Wie üblich (%1)</translation>
    </message>
    <message>
        <source>As the key is</source>
        <translation>Passend zum Schlüssel</translation>
    </message>
    <message>
        <source>the token URL</source>
        <translation>die Token-URL</translation>
    </message>
    <message>
        <source>That is the day of the secret before. Enter the new one&apos;s, or none.</source>
        <translation>Das ist der Tag des vorigen Secrets. Geben Sie den des neuen ein oder keinen.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NoMatch</name>
    <message>
        <source>There are no favourites yet.</source>
        <translation>Es gibt noch keine Favoriten.</translation>
    </message>
    <message>
        <source>No credential set is for production.</source>
        <translation>Kein Zugangsdatensatz ist für die Produktion.</translation>
    </message>
    <message>
        <source>No credential set is for a sandbox.</source>
        <translation>Kein Zugangsdatensatz ist für eine Sandbox.</translation>
    </message>
    <message>
        <source>Nothing needs attention.</source>
        <translation>Nichts braucht Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>No credential set under this filter matches “%1”.</source>
        <translation>Kein Zugangsdatensatz in diesem Filter passt zu „%1“.</translation>
    </message>
    <message>
        <source>No credential set matches “%1”.</source>
        <translation>Kein Zugangsdatensatz passt zu „%1“.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>After “is:” can stand: %1.</source>
        <translation>Nach „is:“ kann stehen: %1.</translation>
    </message>
    <message>
        <source>After “env:” can stand: %1, or the name of an environment.</source>
        <translation>Nach „env:“ kann stehen: %1 oder der Name einer Umgebung.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NotesPage</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Whom to ask, what it is for, when it is renewed. Kept in a plain file: no secrets.</source>
        <translation>Wen man fragt, wofür es ist, wann es erneuert wird. Wird in einer unverschlüsselten Datei gespeichert: keine Secrets.</translation>
    </message>
    <message>
        <source>shop, Europe</source>
        <translation>Shop, Europa</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>Schlag&amp;wörter</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Not stored yet: %1</source>
        <translation>Noch nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PairFields</name>
    <message>
        <source>Asked for once: the keychain keeps the key without it.</source>
        <translation>Wird einmal abgefragt: Der Schlüsselbund speichert den Schlüssel ohne sie.</translation>
    </message>
    <message>
        <source>Get these at %1</source>
        <translation>Erhältlich unter %1</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>Privater Schlüssel</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Passphrase des Schlüssels</translation>
    </message>
    <message>
        <source>Certificate (PEM)</source>
        <translation>Zertifikat (PEM)</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 für %2</translation>
    </message>
    <message>
        <source>PEM or JWK</source>
        <translation>PEM oder JWK</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Palette</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>The token of %1 is ready. Enter copies it.</source>
        <translation>Das Token von %1 ist bereit. Enter kopiert es.</translation>
    </message>
    <message>
        <source>Cancelled %1.</source>
        <translation>%1 wurde abgebrochen.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Enter copies · Ctrl+Enter mints · Esc closes</source>
        <translation>Enter kopiert · Strg+Enter fordert an · Esc schließt</translation>
    </message>
    <message>
        <source>Getting a token for %1… · Esc cancels</source>
        <translation>Token für %1 wird angefordert… · Esc bricht ab</translation>
    </message>
    <message>
        <source>Getting a token for %1… %2 s · Esc cancels</source>
        <translation>Token für %1 wird angefordert… %2 s · Esc bricht ab</translation>
    </message>
    <message>
        <source>There are no credential sets yet.</source>
        <translation>Es gibt noch keine Zugangsdatensätze.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Nichts passt zu „%1“.</translation>
    </message>
    <message>
        <source>Credential sets</source>
        <translation>Zugangsdatensätze</translation>
    </message>
    <message>
        <source>&amp;Open Tokenwright</source>
        <translation>Tokenwright ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Open Tokenwright</source>
        <translation>Tokenwright öffnen</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PemField</name>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Choose a PEM or JWK file</source>
        <translation>PEM- oder JWK-Datei wählen</translation>
    </message>
    <message>
        <source>Choose a PEM file</source>
        <translation>PEM-Datei wählen</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key *.p8 *.jwk *.json)</source>
        <translation>Schlüssel (*.pem *.key *.p8 *.jwk *.json)</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.key *.crt *.cer)</source>
        <translation>PEM-Dateien (*.pem *.key *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>%1 is neither PEM (-----BEGIN …-----) nor a JWK.</source>
        <translation>%1 ist weder PEM (-----BEGIN …-----) noch ein JWK.</translation>
    </message>
    <message>
        <source>%1 is no PEM file (-----BEGIN …-----).</source>
        <translation>%1 ist keine PEM-Datei (-----BEGIN …-----).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PlatformKeychainService</name>
    <message>
        <source>macOS Keychain</source>
        <translation>macOS-Schlüsselbund</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>der Schlüsselbund dieses Systems</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>never, until quit</source>
        <translation>nie, bis zum Beenden</translation>
    </message>
    <message>
        <source>Clear the clipboard after</source>
        <translation>Zwischenablage leeren nach</translation>
    </message>
    <message>
        <source>Ask before copying production tokens</source>
        <translation>Vor dem Kopieren von Produktionstokens fragen</translation>
    </message>
    <message>
        <source>Ask before a script gets production tokens</source>
        <translation>Fragen, bevor ein Skript Produktionstokens bekommt</translation>
    </message>
    <message>
        <source>Do not reuse a token with less left than</source>
        <translation>Token nicht wiederverwenden bei Restzeit unter</translation>
    </message>
    <message>
        <source>Tell when a copied token is about to expire</source>
        <translation>Melden, wenn ein kopiertes Token bald abläuft</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Geräumig</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>Zeilen der Liste</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>Beim Schließen des Fensters im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>On a desktop without a tray, closing the window quits.</source>
        <translation>In einer Arbeitsumgebung ohne Infobereich beendet das Schließen des Fensters das Programm.</translation>
    </message>
    <message>
        <source>Search for a token from anywhere with Meta+Shift+B</source>
        <translation>Mit Meta+Umschalt+B von überall nach einem Token suchen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>They hold until you quit. Make room on the disk and save once more.</source>
        <translation>Die Einstellungen gelten bis zum Beenden. Schaffen Sie Platz auf dem Datenträger und speichern Sie noch einmal.</translation>
    </message>
    <message>
        <source>The language changes when Tokenwright is started again.</source>
        <translation>Die Sprache wechselt, wenn Tokenwright neu gestartet wird.</translation>
    </message>
    <message>
        <source>Usual format of “Copy as…”</source>
        <translation>Übliches Format von „Kopieren als…“</translation>
    </message>
    <message>
        <source>Scripts and assistants use the command line without a terminal. While this window is closed they get none.</source>
        <translation>Skripte und Assistenten nutzen die Befehlszeile ohne Terminal. Solange dieses Fenster geschlossen ist, bekommen sie keine.</translation>
    </message>
    <message>
        <source>Your desktop may ask you for another key. Where it has none to give, let a shortcut of its own run “tokenwright --palette”.</source>
        <translation>Ihre Arbeitsumgebung fragt Sie vielleicht nach einer anderen Taste. Wo sie keine vergibt, lassen Sie eine ihrer eigenen Tastenkombinationen „tokenwright --palette“ ausführen.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderBox</name>
    <message>
        <source>Type to find a provider</source>
        <translation>Tippen, um einen Anbieter zu finden</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderDelegate</name>
    <message>
        <source>yours</source>
        <translation>eigener</translation>
    </message>
    <message>
        <source>yours, %1</source>
        <translation>eigener, %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderList</name>
    <message>
        <source>skipped: %1</source>
        <translation>übersprungen: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>eigener</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProvidersDialog</name>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Words from name, id, environments and URLs (Ctrl+F)</source>
        <translation>Wörter aus Name, ID, Umgebungen und URLs (Strg+F)</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>&amp;Add a credential set for this…</source>
        <translation>Zugangsdatensatz dafür &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Add a credential set for this…</source>
        <translation>Zugangsdatensatz dafür hinzufügen…</translation>
    </message>
    <message>
        <source>Cop&amp;y this preset to my providers</source>
        <translation>Diese &amp;Vorlage zu meinen Anbietern kopieren</translation>
    </message>
    <message>
        <source>Copy this preset to my providers</source>
        <translation>Diese Vorlage zu meinen Anbietern kopieren</translation>
    </message>
    <message>
        <source>Makes a file of your own to start from and opens it</source>
        <translation>Legt eine eigene Datei als Ausgangspunkt an und öffnet sie</translation>
    </message>
    <message>
        <source>&amp;Open my providers&apos; folder</source>
        <translation>&amp;Ordner meiner Anbieter öffnen</translation>
    </message>
    <message>
        <source>Open my providers&apos; folder</source>
        <translation>Ordner meiner Anbieter öffnen</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No provider has these words. Clear the filter to see all.</source>
        <translation>Kein Anbieter passt zu diesen Wörtern. Leeren Sie den Filter, um alle zu sehen.</translation>
    </message>
    <message>
        <source>Copied to %1. Edit it: Tokenwright reads it again whenever it is saved. With the id “%2” it takes the place of the one it was copied from.</source>
        <translation>Nach %1 kopiert. Bearbeiten Sie die Datei: Tokenwright liest sie bei jedem Speichern neu. Mit der ID „%2“ ersetzt sie die, von der sie kopiert wurde.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestLog</name>
    <message>
        <source>A request could not be added to %1: %2</source>
        <translation>Eine Anfrage ließ sich nicht zu %1 hinzufügen: %2</translation>
    </message>
    <message>
        <source>another program holds its lock</source>
        <translation>ein anderes Programm hält die Sperre</translation>
    </message>
    <message>
        <source>%1 cannot be cut back: %2</source>
        <translation>%1 lässt sich nicht kürzen: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 lässt sich nicht lesen: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsModel</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>%1, %2, HTTP status %3, %4, asked for by %5</source>
        <translation>%1, %2, HTTP-Status %3, %4, veranlasst von: %5</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Veranlasst von</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsPage</name>
    <message>
        <source>Copy &amp;details</source>
        <translation>Detai&amp;ls kopieren</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Client-Authentifizierung</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Request IDs</source>
        <translation>Anfrage-IDs</translation>
    </message>
    <message>
        <source>For a ticket at the provider: neither a secret nor a token is in it.</source>
        <translation>Für eine Supportanfrage beim Anbieter: Es steht weder ein Secret noch ein Token darin.</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>Es ist kein Zugangsdatensatz ausgewählt.</translation>
    </message>
    <message>
        <source>No request for this credential set is known.</source>
        <translation>Zu diesem Zugangsdatensatz ist keine Anfrage bekannt.</translation>
    </message>
    <message>
        <source>Copied the details of the request of %1.</source>
        <translation>Die Details der Anfrage von %1 wurden kopiert.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RotateDialog</name>
    <message>
        <source>Rotate secret</source>
        <translation>Secret austauschen</translation>
    </message>
    <message>
        <source>It was accepted. Saving to the keychain…</source>
        <translation>Es wurde angenommen. Wird im Schlüsselbund gespeichert…</translation>
    </message>
    <message>
        <source>The new secret is tried first: only when %1 has given a token for it does it take the place of the old one.</source>
        <translation>Das neue Secret wird zuerst geprüft: Erst wenn %1 dafür ein Token ausgestellt hat, ersetzt es das alte.</translation>
    </message>
    <message>
        <source>The new one</source>
        <translation>Das neue</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>Ablauf des Secrets</translation>
    </message>
    <message>
        <source>Keep the old secret at hand</source>
        <translation>Das alte Secret behalten</translation>
    </message>
    <message>
        <source>In the keychain, beside the new one, for as long as the provider takes both. Nothing is sent with it.</source>
        <translation>Im Schlüsselbund, neben dem neuen, solange der Anbieter beide annimmt. Es wird nichts damit gesendet.</translation>
    </message>
    <message>
        <source>An earlier secret is still kept beside the present one.</source>
        <translation>Ein früheres Secret ist noch neben dem derzeitigen gespeichert.</translation>
    </message>
    <message>
        <source>Forget the old secret</source>
        <translation>Das alte Secret vergessen</translation>
    </message>
    <message>
        <source>Try and &amp;replace</source>
        <translation>Prüfen und &amp;ersetzen</translation>
    </message>
    <message>
        <source>Try and replace</source>
        <translation>Prüfen und ersetzen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Edit the credential set and agree to it first.</source>
        <translation>Bearbeiten Sie zuerst den Zugangsdatensatz und stimmen Sie dem zu.</translation>
    </message>
    <message>
        <source>Trying the new secret…</source>
        <translation>Das neue Secret wird geprüft…</translation>
    </message>
    <message>
        <source>It was not tried to the end.</source>
        <translation>Es wurde nicht zu Ende geprüft.</translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <translation>Es wurde nichts geändert. %1</translation>
    </message>
    <message>
        <source>Forget the secret that “%1” had before?</source>
        <translation>Das vorige Secret von „%1“ vergessen?</translation>
    </message>
    <message>
        <source>It is deleted from the keychain. The present one stays.</source>
        <translation>Es wird aus dem Schlüsselbund gelöscht. Das derzeitige bleibt.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Deleting it from the keychain…</source>
        <translation>Wird aus dem Schlüsselbund gelöscht…</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>Zugangsdaten werden aus dem Schlüsselbund gelesen…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SandboxKeychain</name>
    <message>
        <source>the sandbox&apos;s keyring (Secret portal)</source>
        <translation>der Schlüsselbund der Sandbox (Secret-Portal)</translation>
    </message>
    <message>
        <source>the program runs in a sandbox</source>
        <translation>das Programm läuft in einer Sandbox</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopePicker</name>
    <message>
        <source>Choose scopes</source>
        <translation>Scopes wählen</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 (default)</source>
        <translation>%1 (Vorgabe)</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>%1 von %2 gewählt</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopesField</name>
    <message>
        <source>One per line</source>
        <translation>Einer pro Zeile</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>Choose scopes…</source>
        <translation>Scopes wählen…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SearchField</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Search (Ctrl+F), Enter copies</source>
        <translation>Suche (Strg+F), Enter kopiert</translation>
    </message>
    <message>
        <source>Enter copies the header of the set that is found, Ctrl+Enter mints.
Several words narrow it down; “two words” in quotation marks are one.
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</source>
        <translation>Enter kopiert den Header des gefundenen Zugangsdatensatzes, Strg+Enter fordert ein Token an.
Mehrere Wörter grenzen ein; „zwei Wörter“ in Anführungszeichen sind eines.
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretNotices</name>
    <message>
        <source>Secret expired</source>
        <translation>Secret abgelaufen</translation>
    </message>
    <message>
        <source>Secret about to expire</source>
        <translation>Secret läuft bald ab</translation>
    </message>
    <message>
        <source>The secret of %1 has expired.</source>
        <translation>Das Secret von %1 ist abgelaufen.</translation>
    </message>
    <message>
        <source>The secret of %1 expires %2.</source>
        <translation>Das Secret von %1 läuft %2 ab.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>%1 secrets have expired or are about to</source>
        <translation>%1 Secrets sind abgelaufen oder laufen bald ab</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretService</name>
    <message>
        <source>Secret Service</source>
        <translation>Secret Service</translation>
    </message>
    <message>
        <source>%1 (Secret Service)</source>
        <translation>%1 (Secret Service)</translation>
    </message>
    <message>
        <source>it is the Secret Service of this session</source>
        <translation>der Secret Service dieser Sitzung</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>Es gibt keinen Sitzungsbus (D-Bus).</translation>
    </message>
    <message>
        <source>Default keyring</source>
        <translation>Standardschlüsselbund</translation>
    </message>
    <message>
        <source>It is still locked after the prompt.</source>
        <translation>Er ist nach der Abfrage noch gesperrt.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretServicePrompt</name>
    <message>
        <source>The keychain&apos;s service ended during the prompt.</source>
        <translation>Der Schlüsselbunddienst wurde während der Abfrage beendet.</translation>
    </message>
    <message>
        <source>The unlock prompt was dismissed, or could not be shown.</source>
        <translation>Die Abfrage zum Entsperren wurde geschlossen oder ließ sich nicht anzeigen.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SessionSecretStore</name>
    <message>
        <source>memory, until you quit</source>
        <translation>Arbeitsspeicher, bis zum Beenden</translation>
    </message>
    <message>
        <source>no keychain answers</source>
        <translation>kein Schlüsselbund antwortet</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SetActions</name>
    <message>
        <source>The token lives %1.</source>
        <translation>Das Token gilt %1.</translation>
    </message>
    <message>
        <source>The provider did not say how long the token lives.</source>
        <translation>Der Anbieter hat nicht angegeben, wie lange das Token gilt.</translation>
    </message>
    <message>
        <source>%1 The keychain would not hold it: it is gone when you quit.</source>
        <translation>%1 Der Schlüsselbund wollte es nicht aufnehmen: Es geht beim Beenden verloren.</translation>
    </message>
    <message>
        <source>%1 has its new secret.</source>
        <translation>%1 hat das neue Secret.</translation>
    </message>
    <message>
        <source>The old secret of %1 is forgotten.</source>
        <translation>Das alte Secret von %1 ist vergessen.</translation>
    </message>
    <message>
        <source>%1 has no other environment.</source>
        <translation>%1 hat keine andere Umgebung.</translation>
    </message>
    <message>
        <source>Saved “%1”.</source>
        <translation>„%1“ wurde gespeichert.</translation>
    </message>
    <message>
        <source>Duplicating “%1”…</source>
        <translation>„%1“ wird dupliziert…</translation>
    </message>
    <message>
        <source>Duplicated. A refresh token belongs to one credential set alone: edit the copy and enter one for it.</source>
        <translation>Dupliziert. Ein Refresh-Token gehört zu genau einem Zugangsdatensatz: Bearbeiten Sie die Kopie und geben Sie eines für sie ein.</translation>
    </message>
    <message>
        <source>“%1” is a favourite.</source>
        <translation>„%1“ ist ein Favorit.</translation>
    </message>
    <message>
        <source>“%1” is no favourite any more.</source>
        <translation>„%1“ ist kein Favorit mehr.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove credential sets</source>
        <translation>Zugangsdatensätze entfernen</translation>
    </message>
    <message numerus="yes">
        <source>Remove these %n credential set(s)?</source>
        <translation>
            <numerusform>%n Zugangsdatensatz entfernen?</numerusform>
            <numerusform>Diese %n Zugangsdatensätze entfernen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>%1 wurde entfernt.</translation>
    </message>
    <message numerus="yes">
        <source>Removed %n credential set(s).</source>
        <translation>
            <numerusform>%n Zugangsdatensatz entfernt.</numerusform>
            <numerusform>%n Zugangsdatensätze entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is there again.</source>
        <translation>%1 ist wieder da.</translation>
    </message>
    <message>
        <source>%1 was removed; the keychain holds nothing of it.</source>
        <translation>%1 wurde entfernt; der Schlüsselbund enthält nichts mehr davon.</translation>
    </message>
    <message>
        <source>Nothing that can be imported is on the clipboard, such as a curl command or the lines of a .env file.</source>
        <translation>In der Zwischenablage ist nichts, was sich importieren lässt, etwa ein curl-Befehl oder die Zeilen einer .env-Datei.</translation>
    </message>
    <message numerus="yes">
        <source>Export %n credential set(s) without secrets</source>
        <translation>
            <numerusform>%n Zugangsdatensatz ohne Secrets exportieren</numerusform>
            <numerusform>%n Zugangsdatensätze ohne Secrets exportieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Templates of .env files, names alone (*.env *.example)</source>
        <translation>Vorlagen für .env-Dateien, nur Namen (*.env *.example)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>Exported the credential sets to %1, without their secrets.</source>
        <translation>Die Zugangsdatensätze wurden ohne ihre Secrets nach %1 exportiert.</translation>
    </message>
    <message>
        <source>%1 was not written. %2</source>
        <translation>%1 wurde nicht geschrieben. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) are there again.</source>
        <translation>
            <numerusform>%n Zugangsdatensatz ist wieder da.</numerusform>
            <numerusform>%n Zugangsdatensätze sind wieder da.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) were removed; the keychain holds nothing of them.</source>
        <translation>
            <numerusform>%n Zugangsdatensatz wurde entfernt; der Schlüsselbund enthält nichts mehr davon.</numerusform>
            <numerusform>%n Zugangsdatensätze wurden entfernt; der Schlüsselbund enthält nichts mehr davon.</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicated. The copy shares the credentials and no token.</source>
        <translation>Dupliziert. Die Kopie hat dieselben Zugangsdaten, aber kein Token.</translation>
    </message>
    <message>
        <source>Their credentials and tokens are deleted from the keychain. For ten seconds they can be had back.</source>
        <translation>Ihre Zugangsdaten und Tokens werden aus dem Schlüsselbund gelöscht. Zehn Sekunden lang lassen sie sich zurückholen.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>Was sie tun</translation>
    </message>
    <message>
        <source>In the search: copy the bearer header of the selected set</source>
        <translation>In der Suche: den Bearer-Header des ausgewählten Zugangsdatensatzes kopieren</translation>
    </message>
    <message>
        <source>In the search: mint a token</source>
        <translation>In der Suche: ein Token anfordern</translation>
    </message>
    <message>
        <source>In the search: go to the list</source>
        <translation>In der Suche: zur Liste gehen</translation>
    </message>
    <message>
        <source>In the search: clear it, then go to the list</source>
        <translation>In der Suche: sie leeren, dann zur Liste gehen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Schl&amp;ießen</translation>
    </message>
</context>
<context>
    <name>Tokenwright::StatusLine</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>The clipboard was cleared.</source>
        <translation>Die Zwischenablage wurde geleert.</translation>
    </message>
    <message>
        <source>The desktop did not let the clipboard be cleared; it is tried again when this window is active.</source>
        <translation>Die Arbeitsumgebung hat das Leeren der Zwischenablage nicht zugelassen; ein neuer Versuch folgt, wenn dieses Fenster aktiv ist.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TextField</name>
    <message>
        <source>Show secret</source>
        <translation>Secret anzeigen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenActions</name>
    <message>
        <source>Copy from production</source>
        <translation>Aus der Produktion kopieren</translation>
    </message>
    <message>
        <source>Copy from %1?</source>
        <translation>Von %1 kopieren?</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>Das derzeitige Token wird ungültig</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>Ein neues Token für „%1“ anfordern?</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>Neues anfordern</translation>
    </message>
    <message>
        <source>Checking the token of “%1”…</source>
        <translation>Das Token von „%1“ wird geprüft…</translation>
    </message>
    <message>
        <source>The token of “%1”: %2 (HTTP %3).</source>
        <translation>Das Token von „%1“: %2 (HTTP %3).</translation>
    </message>
    <message>
        <source>No request was sent, so there are no details to copy.</source>
        <translation>Es wurde keine Anfrage gesendet, also gibt es keine Details zum Kopieren.</translation>
    </message>
    <message>
        <source>Copied the details of the last request, without anything secret.</source>
        <translation>Die Details der letzten Anfrage wurden kopiert, ohne etwas Geheimes.</translation>
    </message>
    <message>
        <source>“%1” is no longer kept fresh.</source>
        <translation>„%1“ wird nicht mehr aktuell gehalten.</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs. Each renewal makes the token before it invalid.</source>
        <translation>„%1“ wird aktuell gehalten, solange Tokenwright läuft. Jede Erneuerung macht das vorige Token ungültig.</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs.</source>
        <translation>„%1“ wird aktuell gehalten, solange Tokenwright läuft.</translation>
    </message>
    <message>
        <source>Retry with the base scope alone</source>
        <translation>Nur mit dem Basis-Scope erneut versuchen</translation>
    </message>
    <message>
        <source>Let “%1” ask for this alone from now on?

%2</source>
        <translation>Soll „%1“ ab jetzt nur dies anfragen?

%2</translation>
    </message>
    <message>
        <source>These scopes are taken out of the credential set; they can be added again when %1 has granted them:

%2</source>
        <translation>Diese Scopes werden aus dem Zugangsdatensatz genommen; sie lassen sich wieder hinzufügen, wenn %1 sie erteilt hat:

%2</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The token endpoint has moved</source>
        <translation>Der Token-Endpunkt ist umgezogen</translation>
    </message>
    <message>
        <source>Send the secret of “%1” to %2?</source>
        <translation>Das Secret von „%1“ an %2 senden?</translation>
    </message>
    <message>
        <source>Send it there from now on</source>
        <translation>Ab jetzt dorthin senden</translation>
    </message>
    <message>
        <source>It was saved for %1. Nothing was sent. Agree only if you know why the endpoint has changed.</source>
        <translation>Es wurde für %1 gespeichert. Es wurde nichts gesendet. Stimmen Sie nur zu, wenn Sie wissen, warum sich der Endpunkt geändert hat.</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>kein bekannter Server</translation>
    </message>
    <message>
        <source>Tokens forgotten: %1. At the provider they live on.</source>
        <translation>Vergessene Tokens: %1. Beim Anbieter gelten sie weiter.</translation>
    </message>
    <message>
        <source>Forgot the token of %1. At the provider it lives on.</source>
        <translation>Das Token von %1 ist vergessen. Beim Anbieter gilt es weiter.</translation>
    </message>
    <message>
        <source>%1 had no token.</source>
        <translation>%1 hatte kein Token.</translation>
    </message>
    <message>
        <source>Revoking the token of %1…</source>
        <translation>Das Token von %1 wird widerrufen…</translation>
    </message>
    <message>
        <source>The token of %1 is revoked.</source>
        <translation>Das Token von %1 ist widerrufen.</translation>
    </message>
    <message>
        <source>%1 has no token that could be revoked.</source>
        <translation>%1 hat kein Token, das sich widerrufen ließe.</translation>
    </message>
    <message>
        <source>Revoke token</source>
        <translation>Token widerrufen</translation>
    </message>
    <message>
        <source>Revoke the token of %1?</source>
        <translation>Das Token von %1 widerrufen?</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>„%1“ (%2)</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and prints it.</source>
        <translation>„tokenwright-cli %1“ verlangt es und gibt es aus.</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and hands it to “%2”.</source>
        <translation>„tokenwright-cli %1“ verlangt es und übergibt es an „%2“.</translation>
    </message>
    <message>
        <source>Production token for the command line</source>
        <translation>Produktionstoken für die Befehlszeile</translation>
    </message>
    <message>
        <source>Token for the command line</source>
        <translation>Token für die Befehlszeile</translation>
    </message>
    <message>
        <source>Give a token of %1 to a command line?</source>
        <translation>Ein Token von %1 an eine Befehlszeile geben?</translation>
    </message>
    <message>
        <source>Give tokens of these to a command line?

%1</source>
        <translation>Tokens dieser Zugangsdatensätze an eine Befehlszeile geben?

%1</translation>
    </message>
    <message>
        <source>Agree only if you know who has started it.</source>
        <translation>Stimmen Sie nur zu, wenn Sie wissen, wer das gestartet hat.</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>Herausgeben</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>It is a production environment. This question can be turned off in the preferences.</source>
        <translation>Das ist eine Produktionsumgebung. Diese Frage lässt sich in den Einstellungen abschalten.</translation>
    </message>
    <message>
        <source>Copy the present token</source>
        <translation>Derzeitiges Token kopieren</translation>
    </message>
    <message>
        <source>%1 ends it at once: whoever uses it, here or elsewhere, is refused from then on. The credential set and its credentials stay; the next copy mints a new token.</source>
        <translation>%1 macht es sofort ungültig: Wer es verwendet, hier oder anderswo, wird von da an abgelehnt. Der Zugangsdatensatz und seine Zugangsdaten bleiben; das nächste Kopieren fordert ein neues Token an.</translation>
    </message>
    <message>
        <source>The API has moved</source>
        <translation>Die API ist umgezogen</translation>
    </message>
    <message>
        <source>Send the token of “%1” to %2?</source>
        <translation>Das Token von „%1“ an %2 senden?</translation>
    </message>
    <message>
        <source>So far it may go to %1. Nothing was sent. Agree only if you know why the API&apos;s address has changed.</source>
        <translation>Bisher darf es an %1 gehen. Es wurde nichts gesendet. Stimmen Sie nur zu, wenn Sie wissen, warum sich die Adresse der API geändert hat.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenChecker</name>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>Die Datei des Anbieters beschreibt keinen Aufruf, der ein Token prüft.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenPage</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Scopes granted</source>
        <translation>Erteilte Scopes</translation>
    </message>
    <message>
        <source>Scopes asked for</source>
        <translation>Angefragte Scopes</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Minted</source>
        <translation>Erhalten</translation>
    </message>
    <message>
        <source>Requests today</source>
        <translation>Anfragen heute</translation>
    </message>
    <message>
        <source>Last request</source>
        <translation>Letzte Anfrage</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>Letzte Prüfung</translation>
    </message>
    <message>
        <source>Calls left</source>
        <translation>Verbleibende Aufrufe</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Earlier tokens</source>
        <translation>Frühere Tokens</translation>
    </message>
    <message>
        <source>Copy an earlier token…</source>
        <translation>Früheres Token kopieren…</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>dieselben</translation>
    </message>
    <message>
        <source>A new token makes the previous one invalid.</source>
        <translation>Ein neues Token macht das vorige ungültig.</translation>
    </message>
    <message>
        <source>none since the program started</source>
        <translation>keine seit dem Programmstart</translation>
    </message>
    <message>
        <source>cancelled, at %1</source>
        <translation>abgebrochen, %1</translation>
    </message>
    <message>
        <source>no answer after %L1 ms, at %2</source>
        <translation>keine Antwort nach %L1 ms, %2</translation>
    </message>
    <message>
        <source>HTTP %1, %L2 ms, at %3</source>
        <translation>HTTP %1, %L2 ms, %3</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s; set it right.</source>
        <translation>Die Uhr dieses Rechners geht gegenüber der des Servers %1 vor; stellen Sie sie richtig.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s; set it right.</source>
        <translation>Die Uhr dieses Rechners geht gegenüber der des Servers %1 nach; stellen Sie sie richtig.</translation>
    </message>
    <message>
        <source>At %1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>entered on %1</source>
        <translation>eingegeben am %1</translation>
    </message>
    <message>
        <source>expired on %1, %2</source>
        <translation>abgelaufen am %1, %2</translation>
    </message>
    <message>
        <source>expires on %1, %2</source>
        <translation>läuft am %1 ab, %2</translation>
    </message>
    <message>
        <source>%1; minted at %2</source>
        <translation>%1; erhalten: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Tray</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Not copied</source>
        <translation>Nicht kopiert</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>Das Token von %1 ist bereit; es wurde nicht kopiert, weil die Zwischenablage inzwischen anderes enthält.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The %1 most recently used of %L2</source>
        <translation>Die %1 zuletzt verwendeten von %L2</translation>
    </message>
    <message>
        <source>Show Tokenwright</source>
        <translation>Tokenwright anzeigen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>Tokenwright::UndoCountdown</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>Tokenwright::WindowProgram</name>
    <message>
        <source>%1 opens the search from anywhere.</source>
        <translation>%1 öffnet die Suche von überall.</translation>
    </message>
    <message>
        <source>This desktop gave Tokenwright no key for the search. Have a key of your choice run “tokenwright --palette”, in the desktop&apos;s keyboard settings.</source>
        <translation>Diese Arbeitsumgebung hat Tokenwright kein Tastenkürzel für die Suche gegeben. Lassen Sie in ihren Tastatureinstellungen ein Tastenkürzel Ihrer Wahl „tokenwright --palette“ ausführen.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::WindowsSecretStore</name>
    <message>
        <source>Windows Credential Manager takes no value of this length.</source>
        <translation>Die Windows-Anmeldeinformationsverwaltung nimmt keinen Wert dieser Länge an.</translation>
    </message>
    <message>
        <source>Windows Credential Manager</source>
        <translation>Windows-Anmeldeinformationsverwaltung</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>der Schlüsselbund dieses Systems</translation>
    </message>
</context>
</TS>
