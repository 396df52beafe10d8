<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Tokenwright</name>
    <message>
        <source>Added “%1”.</source>
        <translation>« %1 » a été ajouté.</translation>
    </message>
    <message>
        <source>--environment takes one of %1.</source>
        <translation>--environment attend une valeur parmi : %1.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already.</source>
        <translation>Un jeu d’identifiants nommé « %1 » existe déjà dans %2.</translation>
    </message>
    <message>
        <source>--issuer is for the generic provider; leave --provider away.</source>
        <translation>--issuer vaut pour le fournisseur générique ; n’indiquez pas --provider.</translation>
    </message>
    <message>
        <source>Its tokens are had at %1.</source>
        <translation>Ses jetons s’obtiennent auprès de %1.</translation>
    </message>
    <message>
        <source>Where tokens are had is found out at this URL, an issuer&apos;s or an API&apos;s; takes the generic provider.</source>
        <translation>Le point de terminaison de jeton est cherché à cette URL, celle d’un émetteur ou d’une API ; utilise le fournisseur générique.</translation>
    </message>
    <message>
        <source>Give the new credential set one name.</source>
        <translation>Donnez un seul nom au nouveau jeu d’identifiants.</translation>
    </message>
    <message>
        <source>--provider is missing; “providers” lists them.</source>
        <translation>--provider manque ; « providers » donne la liste.</translation>
    </message>
    <message>
        <source>%1 may give another refresh token for the one that is sent, and only a credential set can keep it: say “add”, then “mint NAME”.</source>
        <translation>%1 peut remplacer le jeton d’actualisation envoyé par un autre, que seul un jeu d’identifiants peut conserver : utilisez « add », puis « mint NAME ».</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2.</source>
        <translation>Impossible d’exécuter %1 : %2.</translation>
    </message>
    <message>
        <source>Lists the credential sets and what is left of their tokens.</source>
        <translation>Liste les jeux d’identifiants et le temps qui reste à leurs jetons.</translation>
    </message>
    <message>
        <source>Sets, and what is left of their tokens.</source>
        <translation>Les jeux et le temps qui reste à leurs jetons.</translation>
    </message>
    <message>
        <source>The same for a program to read.</source>
        <translation>La même chose, lisible par un programme.</translation>
    </message>
    <message>
        <source>Prints the header “Authorization: Bearer …”.</source>
        <translation>Affiche l’en-tête « Authorization: Bearer … ».</translation>
    </message>
    <message>
        <source>A header for curl -H, minted if need be.</source>
        <translation>Un en-tête pour curl -H ; le jeton est obtenu au besoin.</translation>
    </message>
    <message>
        <source>One that lives half an hour at least.</source>
        <translation>Un jeton encore valable au moins une demi-heure.</translation>
    </message>
    <message>
        <source>Quoted for another tool.</source>
        <translation>Entre guillemets pour un autre outil.</translation>
    </message>
    <message>
        <source>Prints the access token alone.</source>
        <translation>Affiche le jeton d’accès seul.</translation>
    </message>
    <message>
        <source>The token alone.</source>
        <translation>Le jeton seul.</translation>
    </message>
    <message>
        <source>With expires_in, expires_at, scope and more.</source>
        <translation>Avec expires_in, expires_at, la portée, etc.</translation>
    </message>
    <message>
        <source>A set whose name begins with a dash.</source>
        <translation>Un jeu dont le nom commence par un tiret.</translation>
    </message>
    <message>
        <source>Asks for a new token even if one is valid, and prints it; also for a set that the options describe, storing nothing.</source>
        <translation>Demande un nouveau jeton même s’il y en a un valide, et l’affiche ; aussi pour un jeu décrit par les options, sans rien enregistrer.</translation>
    </message>
    <message>
        <source>A new token, kept for later use.</source>
        <translation>Un nouveau jeton, conservé pour la suite.</translation>
    </message>
    <message>
        <source>Asks for the secret and stores nothing.</source>
        <translation>Demande le secret et n’enregistre rien.</translation>
    </message>
    <message>
        <source>Prints the token as environment variables, for a shell to read.</source>
        <translation>Affiche le jeton sous forme de variables d’environnement, à lire par un shell.</translation>
    </message>
    <message>
        <source>Lines for eval &quot;$(…)&quot; in bash, dash or zsh.</source>
        <translation>Des lignes pour eval &quot;$(…)&quot; dans bash, dash ou zsh.</translation>
    </message>
    <message>
        <source>The same in fish.</source>
        <translation>La même chose dans fish.</translation>
    </message>
    <message>
        <source>APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …</source>
        <translation>APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …</translation>
    </message>
    <message>
        <source>Runs a command that finds the token in its environment.</source>
        <translation>Exécute une commande qui trouve le jeton dans son environnement.</translation>
    </message>
    <message>
        <source>Only that command finds the token.</source>
        <translation>Seule cette commande trouve le jeton.</translation>
    </message>
    <message>
        <source>Its output does not show the token.</source>
        <translation>Sa sortie ne montre pas le jeton.</translation>
    </message>
    <message>
        <source>Runs curl with the header; no argument, variable or output holds it.</source>
        <translation>Exécute curl avec l’en-tête ; aucun argument, aucune variable, aucune sortie ne le contient.</translation>
    </message>
    <message>
        <source>A call of the API, with the header.</source>
        <translation>Un appel de l’API, avec l’en-tête.</translation>
    </message>
    <message>
        <source>Asks the provider&apos;s API whether it takes the token.</source>
        <translation>Demande à l’API du fournisseur si elle accepte le jeton.</translation>
    </message>
    <message>
        <source>One harmless call with its token.</source>
        <translation>Un appel sans conséquence avec son jeton.</translation>
    </message>
    <message>
        <source>Tells what is in the token that is kept; asks for no other.</source>
        <translation>Montre ce que contient le jeton conservé ; n’en demande pas d’autre.</translation>
    </message>
    <message>
        <source>Header and claims of a JWT.</source>
        <translation>En-tête et revendications d’un JWT.</translation>
    </message>
    <message>
        <source>Lists the requests that were sent and what came of them.</source>
        <translation>Liste les requêtes envoyées et leur résultat.</translation>
    </message>
    <message>
        <source>Those of one set, newest last.</source>
        <translation>Celles d’un seul jeu, la plus récente en dernier.</translation>
    </message>
    <message>
        <source>An object a line, with request IDs.</source>
        <translation>Un objet par ligne, avec les ID de requête.</translation>
    </message>
    <message>
        <source>Adds a credential set; asks for its secret.</source>
        <translation>Ajoute un jeu d’identifiants ; demande son secret.</translation>
    </message>
    <message>
        <source>Asks for the secret.</source>
        <translation>Demande le secret.</translation>
    </message>
    <message>
        <source>Takes the secret from a file.</source>
        <translation>Lit le secret dans un fichier.</translation>
    </message>
    <message>
        <source>Changes a credential set.</source>
        <translation>Modifie un jeu d’identifiants.</translation>
    </message>
    <message>
        <source>Another name.</source>
        <translation>Un autre nom.</translation>
    </message>
    <message>
        <source>Another secret.</source>
        <translation>Un autre secret.</translation>
    </message>
    <message>
        <source>Gives a credential set another name.</source>
        <translation>Donne un autre nom à un jeu d’identifiants.</translation>
    </message>
    <message>
        <source>Its tokens stay.</source>
        <translation>Ses jetons restent.</translation>
    </message>
    <message>
        <source>Replaces the secret, once a token was minted with the new one.</source>
        <translation>Remplace le secret, une fois qu’un jeton a été obtenu avec le nouveau.</translation>
    </message>
    <message>
        <source>Asks for the new secret.</source>
        <translation>Demande le nouveau secret.</translation>
    </message>
    <message>
        <source>Keeps the old one at hand as well.</source>
        <translation>Garde aussi l’ancien à portée de main.</translation>
    </message>
    <message>
        <source>Drops the old one.</source>
        <translation>Supprime l’ancien.</translation>
    </message>
    <message>
        <source>Removes a credential set and what the keychain holds of it.</source>
        <translation>Supprime un jeu d’identifiants et tout ce que le trousseau en contient.</translation>
    </message>
    <message>
        <source>Asks first.</source>
        <translation>Demande d’abord confirmation.</translation>
    </message>
    <message>
        <source>Does not ask.</source>
        <translation>Ne demande pas confirmation.</translation>
    </message>
    <message>
        <source>Drops the kept token; the next use mints another.</source>
        <translation>Supprime le jeton conservé ; la prochaine utilisation en obtient un autre.</translation>
    </message>
    <message>
        <source>Here alone: it lives on.</source>
        <translation>Ici seulement : il reste valable ailleurs.</translation>
    </message>
    <message>
        <source>Asks the provider to end the kept token, then drops it.</source>
        <translation>Demande au fournisseur de révoquer le jeton conservé, puis le supprime.</translation>
    </message>
    <message>
        <source>Nobody can use it any more.</source>
        <translation>Plus personne ne peut l’utiliser.</translation>
    </message>
    <message>
        <source>Finds the token endpoint of an issuer or of an API by its URL.</source>
        <translation>Trouve le point de terminaison de jeton d’un émetteur ou d’une API par son URL.</translation>
    </message>
    <message>
        <source>What the server says of itself.</source>
        <translation>Ce que le serveur annonce de lui-même.</translation>
    </message>
    <message>
        <source>Adds credential sets from files of other programs; asks first.</source>
        <translation>Ajoute des jeux d’identifiants depuis des fichiers d’autres programmes ; demande d’abord confirmation.</translation>
    </message>
    <message>
        <source>Shows what would be added of a file and a folder, then asks.</source>
        <translation>Montre ce qu’apporteraient un fichier et un dossier, puis demande confirmation.</translation>
    </message>
    <message>
        <source>The same of standard input, adding nothing.</source>
        <translation>La même chose depuis l’entrée standard, sans rien ajouter.</translation>
    </message>
    <message>
        <source>Prints credential sets as JSON, without their secrets.</source>
        <translation>Affiche les jeux d’identifiants en JSON, sans leurs secrets.</translation>
    </message>
    <message>
        <source>Every set, without its secret.</source>
        <translation>Tous les jeux, sans leur secret.</translation>
    </message>
    <message>
        <source>Two of them.</source>
        <translation>Deux d’entre eux.</translation>
    </message>
    <message>
        <source>Names to be filled in by others.</source>
        <translation>Des noms que d’autres compléteront.</translation>
    </message>
    <message>
        <source>What add --provider takes.</source>
        <translation>Ce qu’accepte add --provider.</translation>
    </message>
    <message>
        <source>What is wrong with a file of yours.</source>
        <translation>Ce qui ne va pas dans l’un de vos fichiers.</translation>
    </message>
    <message>
        <source>Prints what makes a shell complete these commands.</source>
        <translation>Affiche ce qui permet à un shell de compléter ces commandes.</translation>
    </message>
    <message>
        <source>For source &lt;(…) in ~/.bashrc.</source>
        <translation>Pour source &lt;(…) dans ~/.bashrc.</translation>
    </message>
    <message>
        <source>In fish.</source>
        <translation>Dans fish.</translation>
    </message>
    <message>
        <source>Only sets of this environment, for example sandbox.</source>
        <translation>Seulement les jeux de cet environnement, par exemple sandbox.</translation>
    </message>
    <message>
        <source>No words on standard error unless something fails.</source>
        <translation>Rien sur la sortie d’erreur standard, sauf en cas d’échec.</translation>
    </message>
    <message>
        <source>Tells the options.</source>
        <translation>Affiche les options.</translation>
    </message>
    <message>
        <source>Tells the version.</source>
        <translation>Affiche la version.</translation>
    </message>
    <message>
        <source>“%1” is not valid UTF-8. Give the file a name that is, or hand its content over on standard input.</source>
        <translation>« %1 » n’est pas de l’UTF-8 valide. Donnez au fichier un nom qui le soit, ou passez son contenu par l’entrée standard.</translation>
    </message>
    <message>
        <source>There is no option “%1”.</source>
        <translation>Il n’y a pas d’option « %1 ».</translation>
    </message>
    <message>
        <source>What begins with a dash and is no option stands behind “--”.</source>
        <translation>Ce qui commence par un tiret sans être une option se place après « -- ».</translation>
    </message>
    <message>
        <source>Name one shell: bash, zsh or fish.</source>
        <translation>Indiquez un seul shell : bash, zsh ou fish.</translation>
    </message>
    <message>
        <source>Put what curl is to do behind “--”.</source>
        <translation>Placez ce que curl doit faire après « -- ».</translation>
    </message>
    <message>
        <source>With %1 curl would write the token itself, past the mask. --verbose shows the request with the token masked; put 2&gt;FILE at the end to have that in a file.</source>
        <translation>Avec %1, curl écrirait lui-même le jeton, sans le masquer. --verbose montre la requête avec le jeton masqué ; ajoutez 2&gt;FILE à la fin pour l’avoir dans un fichier.</translation>
    </message>
    <message>
        <source>Give one URL.</source>
        <translation>Indiquez une seule URL.</translation>
    </message>
    <message>
        <source>The token of “%1” is forgotten.</source>
        <translation>Le jeton de « %1 » est oublié.</translation>
    </message>
    <message>
        <source>“%1” had no token.</source>
        <translation>« %1 » n’avait pas de jeton.</translation>
    </message>
    <message>
        <source>The token of “%1” is revoked.</source>
        <translation>Le jeton de « %1 » est révoqué.</translation>
    </message>
    <message>
        <source>“%1” has no token that could be revoked.</source>
        <translation>« %1 » n’a pas de jeton à révoquer.</translation>
    </message>
    <message>
        <source>What the variables&apos; names begin with (default: TOKENWRIGHT).</source>
        <translation>Début du nom des variables (par défaut : TOKENWRIGHT).</translation>
    </message>
    <message>
        <source>For whom to write them (default: sh).</source>
        <translation>Pour quels programmes les écrire (par défaut : sh).</translation>
    </message>
    <message>
        <source>Replace the token in what the command prints: for logs and transcripts.</source>
        <translation>Masque le jeton dans ce que la commande affiche : pour les journaux et les transcriptions.</translation>
    </message>
    <message>
        <source>There is no format “%1”.</source>
        <translation>Il n’y a pas de format « %1 ».</translation>
    </message>
    <message>
        <source>Put the command behind “--”.</source>
        <translation>Placez la commande après « -- ».</translation>
    </message>
    <message>
        <source>The file to write; “-” is standard output.</source>
        <translation>Le fichier à écrire ; « - » désigne la sortie standard.</translation>
    </message>
    <message>
        <source>Overwrite the file if it is there.</source>
        <translation>Remplace le fichier s’il existe.</translation>
    </message>
    <message>
        <source>A .env file with names and no values, to be filled in and imported.</source>
        <translation>Un fichier .env avec des noms sans valeurs, à compléter puis à importer.</translation>
    </message>
    <message>
        <source>There is no credential set to export.</source>
        <translation>Il n’y a aucun jeu d’identifiants à exporter.</translation>
    </message>
    <message>
        <source>%1 exists; say --force to overwrite it.</source>
        <translation>%1 existe ; utilisez --force pour le remplacer.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>Impossible d’écrire %1 : %2.</translation>
    </message>
    <message>
        <source>Exported to %1, without secrets.</source>
        <translation>Exporté dans %1, sans les secrets.</translation>
    </message>
    <message>
        <source>It was refused in the window. Nothing was handed over.</source>
        <translation>La demande a été refusée dans la fenêtre. Rien n’a été transmis.</translation>
    </message>
    <message>
        <source>Somebody has to agree to this in Tokenwright&apos;s window, and none is running, or it does not answer. Start it and try again. Nothing was handed over.</source>
        <translation>Cette demande doit être acceptée dans la fenêtre de Tokenwright, mais aucune n’est ouverte, ou elle ne répond pas. Lancez Tokenwright et réessayez. Rien n’a été transmis.</translation>
    </message>
    <message>
        <source>Nobody has answered in Tokenwright&apos;s window within %1 seconds. Nothing was handed over.</source>
        <translation>Personne n’a répondu dans la fenêtre de Tokenwright en %1 secondes. Rien n’a été transmis.</translation>
    </message>
    <message>
        <source>Only once somebody has agreed to it in Tokenwright&apos;s window, which has to be running.</source>
        <translation>Seulement après accord dans la fenêtre de Tokenwright, qui doit être ouverte.</translation>
    </message>
    <message>
        <source>These are more credential sets than anybody can agree to at once.</source>
        <translation>C’est plus de jeux d’identifiants qu’on ne peut en accepter en une fois.</translation>
    </message>
    <message>
        <source>Waiting for somebody to agree in Tokenwright&apos;s window…</source>
        <translation>En attente d’un accord dans la fenêtre de Tokenwright…</translation>
    </message>
    <message>
        <source>Usage:</source>
        <translation>Utilisation :</translation>
    </message>
    <message>
        <source>Mints OAuth 2.0 access tokens with the client credentials in your keychain, and reuses them while they live.</source>
        <translation>Obtient des jetons d’accès OAuth 2.0 avec les identifiants client de votre trousseau de clés, et les réutilise tant qu’ils sont valides.</translation>
    </message>
    <message>
        <source>Exit codes</source>
        <translation>Codes de retour</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Terminé.</translation>
    </message>
    <message>
        <source>Something else failed; an answer that is no token.</source>
        <translation>Autre échec ; réponse qui n’est pas un jeton.</translation>
    </message>
    <message>
        <source>The command line is wrong.</source>
        <translation>La ligne de commande est incorrecte.</translation>
    </message>
    <message>
        <source>There is no such credential set, or several.</source>
        <translation>Aucun jeu d’identifiants ne correspond, ou plusieurs.</translation>
    </message>
    <message>
        <source>The provider rejected the request.</source>
        <translation>Le fournisseur a refusé la requête.</translation>
    </message>
    <message>
        <source>The keychain is locked or not there.</source>
        <translation>Le trousseau est verrouillé ou absent.</translation>
    </message>
    <message>
        <source>Worth trying later: network, TLS, proxy, time-out, too many requests, a fault of the server.</source>
        <translation>À réessayer plus tard : réseau, TLS, proxy, délai dépassé, trop de requêtes, erreur du serveur.</translation>
    </message>
    <message>
        <source>Where transcripts are kept</source>
        <translation>Là où les transcriptions sont conservées</translation>
    </message>
    <message>
        <source>For assistants, CI logs and whatever else keeps what commands print: curl gets the header, and no argument, variable or output shows it.</source>
        <translation>Pour les assistants, les journaux d’intégration continue et tout ce qui conserve l’affichage des commandes : curl reçoit l’en-tête, et aucun argument, aucune variable, aucune sortie ne le montre.</translation>
    </message>
    <message>
        <source>The command finds the token in its environment; in what it prints the token is replaced.</source>
        <translation>La commande trouve le jeton dans son environnement ; dans ce qu’elle affiche, il est masqué.</translation>
    </message>
    <message>
        <source>With header, token, mint, env, exec and curl: only once somebody has agreed in Tokenwright&apos;s window. Refused, not answered for 60 seconds, or no window there: exit 1, and nothing was minted.</source>
        <translation>Avec header, token, mint, env, exec et curl : seulement après accord dans la fenêtre de Tokenwright. En cas de refus, sans réponse pendant 60 secondes ou sans fenêtre : code de retour 1, et aucun jeton n’a été obtenu.</translation>
    </message>
    <message>
        <source>“Ask before a script gets production tokens”</source>
        <translation>« Demander avant qu’un script reçoive des jetons de production »</translation>
    </message>
    <message>
        <source>In the preferences: the same without the option, for production, whenever standard error is no terminal. It keeps mishaps away, not a program that runs as you and means harm.</source>
        <translation>Dans les préférences : la même chose sans l’option, pour la production, dès que la sortie d’erreur standard n’est pas un terminal. Cela évite les accidents, mais n’arrête pas un programme malveillant lancé sous votre compte.</translation>
    </message>
    <message>
        <source>These print the token. What got into a transcript is ended by revoke, or where the provider cannot, by its own time.</source>
        <translation>Ces commandes affichent le jeton. Un jeton passé dans une transcription se révoque avec revoke ou, si le fournisseur ne le permet pas, reste valide jusqu’à son expiration.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Environnement</translation>
    </message>
    <message>
        <source>When set, no colour, even on a terminal.</source>
        <translation>Si elle est définie, pas de couleurs, même dans un terminal.</translation>
    </message>
    <message>
        <source>The proxy on the way.</source>
        <translation>Le proxy à utiliser.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>The credential sets; nothing secret is in it.</source>
        <translation>Les jeux d’identifiants ; ne contient rien de secret.</translation>
    </message>
    <message>
        <source>Providers of your own.</source>
        <translation>Vos propres fournisseurs.</translation>
    </message>
    <message>
        <source>Until when each token lives; nothing secret is in it.</source>
        <translation>Jusqu’à quand chaque jeton est valable ; ne contient rien de secret.</translation>
    </message>
    <message>
        <source>Which secrets were told to be about to expire; nothing secret is in it.</source>
        <translation>Les secrets dont l’expiration proche a été annoncée ; ne contient rien de secret.</translation>
    </message>
    <message>
        <source>The last requests and what came of them; nothing secret is in it.</source>
        <translation>Les dernières requêtes et leur résultat ; ne contient rien de secret.</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Exemples</translation>
    </message>
    <message>
        <source>Calls an API with a token that lives long enough.</source>
        <translation>Appelle une API avec un jeton valable assez longtemps.</translation>
    </message>
    <message>
        <source>Sets TOKENWRIGHT_ACCESS_TOKEN and the like in this shell.</source>
        <translation>Définit TOKENWRIGHT_ACCESS_TOKEN et les autres variables dans ce shell.</translation>
    </message>
    <message>
        <source>Only that command finds the token in its environment.</source>
        <translation>Seule cette commande trouve le jeton dans son environnement.</translation>
    </message>
    <message>
        <source>The same token, quoted for another tool.</source>
        <translation>Le même jeton, entre guillemets pour un autre outil.</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Options :</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>Options de toutes les commandes :</translation>
    </message>
    <message>
        <source>“%1” tells more.</source>
        <translation>« %1 » en dit plus.</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>Utilisation : %1</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Commandes :</translation>
    </message>
    <message>
        <source>“help COMMAND” and COMMAND --help tell a command&apos;s options; “--” ends them, for names that begin with a dash.</source>
        <translation>« help COMMAND » et COMMAND --help donnent les options d’une commande ; « -- » y met fin, pour les noms qui commencent par un tiret.</translation>
    </message>
    <message>
        <source>“%1” is none of %2.</source>
        <translation>« %1 » ne figure pas parmi %2.</translation>
    </message>
    <message>
        <source>--map takes KEY=PROVIDER/ENVIRONMENT, not “%1”.</source>
        <translation>--map attend KEY=PROVIDER/ENVIRONMENT, pas « %1 ».</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>entrée standard</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>Added “%1” (%2).</source>
        <translation>« %1 » (%2) a été ajouté.</translation>
    </message>
    <message>
        <source>“%1” (%2) was not added: %3</source>
        <translation>« %1 » (%2) n’a pas été ajouté : %3</translation>
    </message>
    <message numerus="yes">
        <source>Import %n credential set(s)?</source>
        <translation>
            <numerusform>Importer %n jeu d’identifiants ?</numerusform>
            <numerusform>Importer %n jeux d’identifiants ?</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no terminal to ask; say --yes.</source>
        <translation>Il n’y a pas de terminal pour demander confirmation ; ajoutez --yes.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Rien n’a été importé.</translation>
    </message>
    <message>
        <source>There is nothing called “%1” to map.</source>
        <translation>Il n’y a rien du nom de « %1 » à associer.</translation>
    </message>
    <message>
        <source>There is nothing to import.</source>
        <translation>Il n’y a rien à importer.</translation>
    </message>
    <message>
        <source>Whether some of them exist already could not be seen: %1</source>
        <translation>Impossible de voir si certains existent déjà : %1</translation>
    </message>
    <message>
        <source>Only tell what would be imported.</source>
        <translation>Dit seulement ce qui serait importé.</translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation>Ne demande pas confirmation.</translation>
    </message>
    <message>
        <source>A value for the {NAME} of providers, where the file has none.</source>
        <translation>Une valeur pour le {NAME} des fournisseurs, si elle n’est pas dans le fichier.</translation>
    </message>
    <message>
        <source>Name a file to import; “-” is standard input.</source>
        <translation>Indiquez un fichier à importer ; « - » désigne l’entrée standard.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation>ÉTAT</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NOM</translation>
    </message>
    <message>
        <source>PROVIDER</source>
        <translation>FOURNISSEUR</translation>
    </message>
    <message>
        <source>ENVIRONMENT</source>
        <translation>ENVIRONNEMENT</translation>
    </message>
    <message>
        <source>CLIENT ID</source>
        <translation>ID CLIENT</translation>
    </message>
    <message>
        <source>TOKEN ENDPOINT</source>
        <translation>POINT DE TERMINAISON</translation>
    </message>
    <message>
        <source>FROM</source>
        <translation>ORIGINE</translation>
    </message>
    <message>
        <source>Say whose it is: --map %1=PROVIDER/ENVIRONMENT</source>
        <translation>Indiquez à qui il appartient : --map %1=PROVIDER/ENVIRONMENT</translation>
    </message>
    <message>
        <source>Say its value: --variable %1=VALUE</source>
        <translation>Indiquez sa valeur : --variable %1=VALUE</translation>
    </message>
    <message>
        <source>PART</source>
        <translation>PARTIE</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>VALEUR</translation>
    </message>
    <message>
        <source>unknown life, not kept</source>
        <translation>durée de vie inconnue, non conservé</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>pas de jeton</translation>
    </message>
    <message>
        <source>expired %1</source>
        <translation>expiré le %1</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>expiration : %1</translation>
    </message>
    <message>
        <source>CALLS OF</source>
        <translation>APPELS DE</translation>
    </message>
    <message>
        <source>LEFT</source>
        <translation>RESTE</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>LIMITE</translation>
    </message>
    <message>
        <source>RESET</source>
        <translation>REMISE À ZÉRO</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Il n’y a pas de fichier %1.</translation>
    </message>
    <message>
        <source>%1 is a good provider file (%2).</source>
        <translation>%1 est un fichier de fournisseur correct (%2).</translation>
    </message>
    <message>
        <source>As JSON.</source>
        <translation>En JSON.</translation>
    </message>
    <message>
        <source>Say which keychain is in use, and why.</source>
        <translation>Dit quel trousseau est utilisé, et pourquoi.</translation>
    </message>
    <message>
        <source>TOKEN</source>
        <translation>JETON</translation>
    </message>
    <message>
        <source>SECRET</source>
        <translation>SECRET</translation>
    </message>
    <message>
        <source>Secrets are kept in: %1 (%2).</source>
        <translation>Secrets conservés dans : %1 (%2).</translation>
    </message>
    <message>
        <source>%1 was skipped: %2.</source>
        <translation>%1 a été ignoré : %2.</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>HEURE</translation>
    </message>
    <message>
        <source>CREDENTIAL SET</source>
        <translation>JEU D’IDENTIFIANTS</translation>
    </message>
    <message>
        <source>OUTCOME</source>
        <translation>RÉSULTAT</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>DURATION</source>
        <translation>DURÉE</translation>
    </message>
    <message>
        <source>ASKED BY</source>
        <translation>DEMANDÉ PAR</translation>
    </message>
    <message>
        <source>MESSAGE</source>
        <translation>MESSAGE</translation>
    </message>
    <message>
        <source>The command comes first, its options behind it; “%1” is none.</source>
        <translation>La commande vient d’abord, ses options ensuite ; « %1 » n’est pas une commande.</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>Il n’y a pas de commande « %1 ».</translation>
    </message>
    <message>
        <source>User commands</source>
        <translation>Commandes utilisateur</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens for scripts</source>
        <translation>Jetons d’accès OAuth 2.0 pour les scripts</translation>
    </message>
    <message>
        <source>Synopsis</source>
        <translation>Synopsis</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>The window and the command line share the credential sets, the tokens and the keychain. What is asked for goes to standard output, words go to standard error.</source>
        <translation>La fenêtre et la ligne de commande partagent les jeux d’identifiants, les jetons et le trousseau. Ce qui est demandé va sur la sortie standard, les messages sur la sortie d’erreur standard.</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Options of every command</source>
        <translation>Options de toutes les commandes</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>Vouliez-vous dire %1 ?</translation>
    </message>
    <message>
        <source>Standard output cannot be written: %1.</source>
        <translation>Impossible d’écrire sur la sortie standard : %1.</translation>
    </message>
    <message>
        <source>Ends as soon as the keychain has the new refresh token; the same again ends at once, and may lose it.</source>
        <translation>S’arrête dès que le trousseau a le nouveau jeton d’actualisation ; le même signal une seconde fois arrête aussitôt, et ce jeton peut être perdu.</translation>
    </message>
    <message>
        <source>The keychain has the new refresh token now.</source>
        <translation>Le trousseau a maintenant le nouveau jeton d’actualisation.</translation>
    </message>
    <message>
        <source>The new refresh token is lost, because the keychain did not take it in time. Sign in at the provider again, then give the refresh token to “edit” with --secret-parameter refresh_token=FILE.</source>
        <translation>Le nouveau jeton d’actualisation est perdu, car le trousseau ne l’a pas pris à temps. Reconnectez-vous chez le fournisseur, puis donnez le jeton d’actualisation à « edit » avec --secret-parameter refresh_token=FILE.</translation>
    </message>
    <message>
        <source>“%1” keeps no old secret.</source>
        <translation>« %1 » ne garde pas d’ancien secret.</translation>
    </message>
    <message>
        <source>Changed “%1”.</source>
        <translation>« %1 » a été modifié.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Say “edit” with --accept-endpoint if that is right.</source>
        <translation>Si c’est correct, utilisez « edit » avec --accept-endpoint.</translation>
    </message>
    <message>
        <source>Keep the old secret in the keychain beside the new one, until --forget-old.</source>
        <translation>Garde l’ancien secret dans le trousseau à côté du nouveau, jusqu’à --forget-old.</translation>
    </message>
    <message>
        <source>Drop the old secret that --keep-old kept.</source>
        <translation>Supprime l’ancien secret gardé par --keep-old.</translation>
    </message>
    <message>
        <source>--forget-old goes with no other option.</source>
        <translation>--forget-old ne se combine avec aucune autre option.</translation>
    </message>
    <message>
        <source>That is too long to be a secret.</source>
        <translation>C’est trop long pour un secret.</translation>
    </message>
    <message>
        <source>The secret is empty.</source>
        <translation>Le secret est vide.</translation>
    </message>
    <message>
        <source>Standard input cannot be read.</source>
        <translation>Impossible de lire l’entrée standard.</translation>
    </message>
    <message>
        <source>Standard input cannot be read: %1.</source>
        <translation>Impossible de lire l’entrée standard : %1.</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the %1; use %2.</source>
        <translation>Il n’y a pas de terminal où demander le champ %1 ; utilisez %2.</translation>
    </message>
    <message>
        <source>That is too long for a terminal, which may have cut it; use %1.</source>
        <translation>C’est trop long pour un terminal, qui a pu le tronquer ; utilisez %1.</translation>
    </message>
    <message>
        <source>The file named for %1 cannot be read: %2.</source>
        <translation>Impossible de lire le fichier indiqué pour %1 : %2.</translation>
    </message>
    <message>
        <source>A new name.</source>
        <translation>Un nouveau nom.</translation>
    </message>
    <message>
        <source>A set stays with its provider; add another set instead.</source>
        <translation>Un jeu reste chez son fournisseur ; ajoutez plutôt un autre jeu.</translation>
    </message>
    <message>
        <source>Say the credential set&apos;s name, then its new one.</source>
        <translation>Indiquez le nom du jeu d’identifiants, puis le nouveau.</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation>Rien n’a été supprimé.</translation>
    </message>
    <message>
        <source>Removed “%1”.</source>
        <translation>« %1 » a été supprimé.</translation>
    </message>
    <message>
        <source>The day on which the old secret was to expire, %1, goes with it; --secret-expires says the new one&apos;s.</source>
        <translation>La date d’expiration de l’ancien secret, %1, disparaît avec lui ; --secret-expires indique celle du nouveau.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>“%1” (%2, --environment %3)</source>
        <translation>« %1 » (%2, --environment %3)</translation>
    </message>
    <message>
        <source>There are several credential sets named “%1”: %2.</source>
        <translation>Il y a plusieurs jeux d’identifiants nommés « %1 » : %2.</translation>
    </message>
    <message>
        <source>There is no credential set named “%1”.</source>
        <translation>Il n’y a pas de jeu d’identifiants nommé « %1 ».</translation>
    </message>
    <message>
        <source>There is no credential set named “%1” in %2.</source>
        <translation>Il n’y a pas de jeu d’identifiants nommé « %1 » dans %2.</translation>
    </message>
    <message>
        <source>Near to it: %1.</source>
        <translation>Noms proches : %1.</translation>
    </message>
    <message>
        <source>--%1 takes %2.</source>
        <translation>--%1 attend %2.</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --%1 - do not go together.</source>
        <translation>L’entrée standard ne peut être lue qu’une fois : --secret-stdin et --%1 - ne vont pas ensemble.</translation>
    </message>
    <message>
        <source>--%1 names “%2” twice.</source>
        <translation>--%1 nomme « %2 » deux fois.</translation>
    </message>
    <message>
        <source>--%1 %2=FILE takes the path of a file, or - for standard input.</source>
        <translation>--%1 %2=FILE attend le chemin d’un fichier, ou - pour l’entrée standard.</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --secret-parameter NAME=- do not go together.</source>
        <translation>L’entrée standard ne peut être lue qu’une fois : --secret-stdin et --secret-parameter NAME=- ne vont pas ensemble.</translation>
    </message>
    <message>
        <source>The %1 is empty.</source>
        <translation>Le champ %1 est vide.</translation>
    </message>
    <message>
        <source>passphrase of the private key</source>
        <translation>phrase de passe de la clé privée</translation>
    </message>
    <message>
        <source>The provider&apos;s id, see “providers”.</source>
        <translation>L’ID du fournisseur, voir « providers ».</translation>
    </message>
    <message>
        <source>A scope; may be repeated.</source>
        <translation>Une portée ; peut être répétée.</translation>
    </message>
    <message>
        <source>A value for the provider&apos;s {NAME}.</source>
        <translation>Une valeur pour le {NAME} du fournisseur.</translation>
    </message>
    <message>
        <source>An extra request parameter, not secret.</source>
        <translation>Un paramètre de requête supplémentaire, non secret.</translation>
    </message>
    <message>
        <source>How the client authenticates, if not as the provider says.</source>
        <translation>Comment le client s’authentifie, si ce n’est pas comme l’indique le fournisseur.</translation>
    </message>
    <message>
        <source>The key&apos;s ID in assertions; a JWK has its own.</source>
        <translation>L’ID de la clé dans les assertions ; un JWK a le sien.</translation>
    </message>
    <message>
        <source>How assertions are signed, if not as the key or provider says.</source>
        <translation>Comment les assertions sont signées, si ce n’est pas comme l’indique la clé ou le fournisseur.</translation>
    </message>
    <message>
        <source>Whom assertions are for, if not the issuer.</source>
        <translation>À qui les assertions sont destinées, si ce n’est pas à l’émetteur.</translation>
    </message>
    <message>
        <source>The client ID.</source>
        <translation>L’ID client.</translation>
    </message>
    <message>
        <source>Read the client secret from standard input.</source>
        <translation>Lit le secret client sur l’entrée standard.</translation>
    </message>
    <message>
        <source>A secret request parameter, read from a file; - is standard input.</source>
        <translation>Un paramètre de requête secret, lu dans un fichier ; - désigne l’entrée standard.</translation>
    </message>
    <message>
        <source>A private key as PEM or JWK.</source>
        <translation>Une clé privée en PEM ou JWK.</translation>
    </message>
    <message>
        <source>What protects that key, if it is not to be asked for; it is kept without. - is standard input.</source>
        <translation>La phrase de passe de cette clé, pour qu’elle ne soit pas demandée ; la clé est conservée sans elle. - désigne l’entrée standard.</translation>
    </message>
    <message>
        <source>A certificate in PEM form.</source>
        <translation>Un certificat au format PEM.</translation>
    </message>
    <message>
        <source>The last day on which the provider takes the secret; empty: not known. It is told in the list, and by a notice 14 and 3 days before.</source>
        <translation>Le dernier jour où le fournisseur accepte le secret ; vide : inconnu. Il est indiqué dans la liste, et par une notification 14 et 3 jours avant.</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>« %1 » est secret et ne peut pas être un argument ; utilisez --secret-parameter %1=FILE, où - désigne l’entrée standard.</translation>
    </message>
    <message>
        <source>--algorithm takes one of %1.</source>
        <translation>--algorithm attend une valeur parmi : %1.</translation>
    </message>
    <message>
        <source>--client-authentication takes one of %1.</source>
        <translation>--client-authentication attend une valeur parmi : %1.</translation>
    </message>
    <message>
        <source>--client-id is missing.</source>
        <translation>--client-id manque.</translation>
    </message>
    <message>
        <source>value of “%1”</source>
        <translation>valeur de « %1 »</translation>
    </message>
    <message>
        <source>What to print.</source>
        <translation>Ce qu’il faut afficher.</translation>
    </message>
    <message>
        <source>The same as --format json: with its expiry.</source>
        <translation>Comme --format json : avec son expiration.</translation>
    </message>
    <message>
        <source>Either name a credential set or describe one.</source>
        <translation>Nommez un jeu d’identifiants ou décrivez-en un, pas les deux.</translation>
    </message>
    <message>
        <source>--prefix takes what a variable&apos;s name can begin with: a letter or &quot;_&quot;, not “%1”.</source>
        <translation>--prefix attend ce par quoi le nom d’une variable peut commencer : une lettre ou &quot;_&quot;, pas « %1 ».</translation>
    </message>
    <message>
        <source>Two of these names become the same variable %1_…; ask for them one at a time or rename one.</source>
        <translation>Deux de ces noms donnent la même variable %1_… ; demandez-les l’un après l’autre ou renommez-en un.</translation>
    </message>
    <message>
        <source>“%1” has no valid token, and --no-mint forbids to mint one.</source>
        <translation>« %1 » n’a pas de jeton valide, et --no-mint interdit d’en obtenir un.</translation>
    </message>
    <message>
        <source>Minted a token for “%1”.</source>
        <translation>Jeton obtenu pour « %1 ».</translation>
    </message>
    <message>
        <source>A token with less life left than this is not reused (default: 300, or what the set says).</source>
        <translation>Un jeton dont la durée restante est inférieure n’est pas réutilisé (par défaut : 300, ou ce que dit le jeu).</translation>
    </message>
    <message>
        <source>Mint a new token even if one is valid.</source>
        <translation>Obtient un nouveau jeton même s’il y en a un valide.</translation>
    </message>
    <message>
        <source>Only a token that is there already.</source>
        <translation>Seulement un jeton déjà présent.</translation>
    </message>
    <message>
        <source>A scope instead of the set&apos;s own; may be repeated. Such a token is always minted and not kept.</source>
        <translation>Une portée à la place de celles du jeu ; peut être répétée. Un tel jeton est toujours nouveau et n’est pas conservé.</translation>
    </message>
    <message>
        <source>--min-ttl takes a number of seconds.</source>
        <translation>--min-ttl attend un nombre de secondes.</translation>
    </message>
    <message>
        <source>--no-mint and a new token exclude each other.</source>
        <translation>--no-mint et un nouveau jeton s’excluent.</translation>
    </message>
    <message numerus="yes">
        <source>The token lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>La durée de vie du jeton n’est que de %n seconde, moins que ne demande --min-ttl.</numerusform>
            <numerusform>La durée de vie du jeton n’est que de %n secondes, moins que ne demande --min-ttl.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The token for “%1” lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>La durée de vie du jeton de « %1 » n’est que de %n seconde, moins que ne demande --min-ttl.</numerusform>
            <numerusform>La durée de vie du jeton de « %1 » n’est que de %n secondes, moins que ne demande --min-ttl.</numerusform>
        </translation>
    </message>
    <message>
        <source>Name at least one credential set.</source>
        <translation>Indiquez au moins un jeu d’identifiants.</translation>
    </message>
    <message>
        <source>Name one credential set.</source>
        <translation>Indiquez un seul jeu d’identifiants.</translation>
    </message>
    <message>
        <source>Tokenwright is running already and does not answer. End that program, then start this one again.</source>
        <translation>Tokenwright est déjà lancé et ne répond pas. Arrêtez ce programme, puis relancez celui-ci.</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.</source>
        <translation>Des jetons d’accès OAuth 2.0 à portée de main.</translation>
    </message>
    <message>
        <source>Show one small search over all credential sets, of the running program if there is one. Enter copies the bearer header. For a key of the desktop&apos;s.</source>
        <translation>Affiche une petite recherche dans tous les jeux d’identifiants, celle du programme en cours s’il y en a un. Entrée copie l’en-tête Bearer. À associer à un raccourci clavier du bureau.</translation>
    </message>
    <message>
        <source>no keychain</source>
        <translation>pas de trousseau</translation>
    </message>
    <message>
        <source>No keychain answers on this computer</source>
        <translation>Aucun trousseau de clés ne répond sur cet ordinateur</translation>
    </message>
    <message>
        <source>No keychain service answers on this computer.</source>
        <translation>Aucun service de trousseau de clés ne répond sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Install and start gnome-keyring or KWallet and log in again.</source>
        <translation>Installez et démarrez gnome-keyring ou KWallet, puis rouvrez votre session.</translation>
    </message>
    <message>
        <source>keychain locked</source>
        <translation>trousseau verrouillé</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>Le trousseau est verrouillé</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>Le trousseau est verrouillé.</translation>
    </message>
    <message>
        <source>Unlock it and try again; nothing was changed.</source>
        <translation>Déverrouillez-le et réessayez ; rien n’a été modifié.</translation>
    </message>
    <message>
        <source>keychain refused</source>
        <translation>accès au trousseau refusé</translation>
    </message>
    <message>
        <source>The keychain refused access</source>
        <translation>Le trousseau a refusé l’accès</translation>
    </message>
    <message>
        <source>The keychain refused access.</source>
        <translation>Le trousseau a refusé l’accès.</translation>
    </message>
    <message>
        <source>Allow Tokenwright to use the keychain and try again.</source>
        <translation>Autorisez Tokenwright à utiliser le trousseau et réessayez.</translation>
    </message>
    <message>
        <source>keychain does not answer</source>
        <translation>le trousseau ne répond pas</translation>
    </message>
    <message>
        <source>The keychain does not answer</source>
        <translation>Le trousseau ne répond pas</translation>
    </message>
    <message>
        <source>The keychain did not answer in time.</source>
        <translation>Le trousseau n’a pas répondu à temps.</translation>
    </message>
    <message>
        <source>What was asked of it may still happen. Check that the keychain service is running, then try again.</source>
        <translation>Ce qui lui a été demandé peut encore se faire. Vérifiez que le service du trousseau fonctionne, puis réessayez.</translation>
    </message>
    <message>
        <source>secret missing</source>
        <translation>secret manquant</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set</source>
        <translation>Le trousseau ne contient pas de secret pour ce jeu d’identifiants</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set.</source>
        <translation>Le trousseau ne contient pas de secret pour ce jeu d’identifiants.</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>introuvable</translation>
    </message>
    <message>
        <source>This credential set is gone</source>
        <translation>Ce jeu d’identifiants n’existe plus</translation>
    </message>
    <message>
        <source>There is no such credential set.</source>
        <translation>Ce jeu d’identifiants n’existe pas.</translation>
    </message>
    <message>
        <source>It may have been removed elsewhere.</source>
        <translation>Il a peut-être été supprimé ailleurs.</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>pas de connexion</translation>
    </message>
    <message>
        <source>The connection to %1 failed</source>
        <translation>La connexion avec %1 a échoué</translation>
    </message>
    <message>
        <source>The connection to the token endpoint failed.</source>
        <translation>La connexion au point de terminaison de jeton a échoué.</translation>
    </message>
    <message>
        <source>Check the network and try again.</source>
        <translation>Vérifiez le réseau et réessayez.</translation>
    </message>
    <message>
        <source>host not found</source>
        <translation>hôte introuvable</translation>
    </message>
    <message>
        <source>The server of %1 was not found</source>
        <translation>Serveur introuvable pour %1</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>délai dépassé</translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation>%1 n’a pas répondu à temps</translation>
    </message>
    <message>
        <source>Try again; the provider may be slow or down.</source>
        <translation>Réessayez ; le fournisseur est peut-être lent ou en panne.</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>échec TLS</translation>
    </message>
    <message>
        <source>There is no trusted connection to %1</source>
        <translation>Pas de connexion de confiance avec %1</translation>
    </message>
    <message>
        <source>No trusted TLS connection: a certificate or the handshake was not acceptable.</source>
        <translation>Pas de connexion TLS de confiance : un certificat ou la négociation n’a pas été accepté.</translation>
    </message>
    <message>
        <source>proxy failed</source>
        <translation>échec du proxy</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 refused or cannot be reached</source>
        <translation>Le proxy utilisé vers %1 a refusé la connexion ou est injoignable</translation>
    </message>
    <message>
        <source>The proxy refused or could not be reached.</source>
        <translation>Le proxy a refusé la connexion ou n’a pas pu être joint.</translation>
    </message>
    <message>
        <source>Check the system&apos;s proxy settings.</source>
        <translation>Vérifiez les réglages de proxy du système.</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>%1 rejected the request</source>
        <translation>%1 a refusé la requête</translation>
    </message>
    <message>
        <source>try later</source>
        <translation>à réessayer plus tard</translation>
    </message>
    <message>
        <source>%1 cannot answer at the moment</source>
        <translation>%1 ne peut pas répondre pour le moment</translation>
    </message>
    <message>
        <source>The provider cannot answer at the moment.</source>
        <translation>Le fournisseur ne peut pas répondre pour le moment.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Réessayez plus tard.</translation>
    </message>
    <message>
        <source>answer not understood</source>
        <translation>réponse non comprise</translation>
    </message>
    <message>
        <source>%1 gave an answer that holds no token</source>
        <translation>%1 a donné une réponse sans jeton</translation>
    </message>
    <message>
        <source>Check the token URL; something other than the token endpoint may have answered.</source>
        <translation>Vérifiez l’URL du jeton ; ce n’est peut-être pas le point de terminaison de jeton qui a répondu.</translation>
    </message>
    <message>
        <source>endpoint moved</source>
        <translation>point de terminaison déplacé</translation>
    </message>
    <message>
        <source>The secret was saved for another server</source>
        <translation>Le secret a été enregistré pour un autre serveur</translation>
    </message>
    <message>
        <source>The secret was saved for another server.</source>
        <translation>Le secret a été enregistré pour un autre serveur.</translation>
    </message>
    <message>
        <source>Confirm the new token endpoint before the secret is sent there.</source>
        <translation>Confirmez le nouveau point de terminaison de jeton avant que le secret y soit envoyé.</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>non configuré</translation>
    </message>
    <message>
        <source>This credential set or its provider is not set up fully</source>
        <translation>Ce jeu d’identifiants ou son fournisseur n’est pas entièrement configuré</translation>
    </message>
    <message>
        <source>The credential set or its provider is not set up fully.</source>
        <translation>Le jeu d’identifiants ou son fournisseur n’est pas entièrement configuré.</translation>
    </message>
    <message>
        <source>Edit the credential set.</source>
        <translation>Modifiez le jeu d’identifiants.</translation>
    </message>
    <message>
        <source>file problem</source>
        <translation>problème de fichier</translation>
    </message>
    <message>
        <source>A file could not be read or written</source>
        <translation>Un fichier n’a pas pu être lu ou écrit</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>Un fichier n’a pas pu être lu ou écrit.</translation>
    </message>
    <message>
        <source>Nothing was lost; mend the file or the folder and try again.</source>
        <translation>Rien n’est perdu ; corrigez le problème du fichier ou du dossier et réessayez.</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>occupé</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same</source>
        <translation>Une autre instance de Tokenwright travaille sur les mêmes données</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same and has not finished.</source>
        <translation>Une autre instance de Tokenwright travaille sur les mêmes données et n’a pas terminé.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, look for one that hangs and end it.</source>
        <translation>Réessayez ; si cela persiste, cherchez une instance bloquée et arrêtez-la.</translation>
    </message>
    <message>
        <source>There is no valid token</source>
        <translation>Il n’y a pas de jeton valide</translation>
    </message>
    <message>
        <source>There is no valid token, and none was to be minted.</source>
        <translation>Il n’y a pas de jeton valide, et il était demandé de ne pas en obtenir.</translation>
    </message>
    <message>
        <source>Mint one.</source>
        <translation>Obtenez-en un.</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>annulé</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>The provider asks to wait until %1.</source>
        <translation>Le fournisseur demande d’attendre jusqu’à %1.</translation>
    </message>
    <message>
        <source>No token endpoint of %1 answers at this URL</source>
        <translation>Aucun point de terminaison de jeton ne répond pour %1 à cette URL</translation>
    </message>
    <message>
        <source>Check the token URL and its environment: no token endpoint answers there.</source>
        <translation>Vérifiez l’URL du jeton et son environnement : aucun point de terminaison de jeton n’y répond.</translation>
    </message>
    <message>
        <source>The lock file %1 cannot be used: %2.</source>
        <translation>Le fichier verrou %1 est inutilisable : %2.</translation>
    </message>
    <message>
        <source>Another Tokenwright waits for the keychain and holds %1.</source>
        <translation>Une autre instance de Tokenwright attend le trousseau et détient le verrou %1.</translation>
    </message>
    <message>
        <source>It holds %1.</source>
        <translation>Elle détient le verrou %1.</translation>
    </message>
    <message>
        <source>it is a link</source>
        <translation>c’est un lien</translation>
    </message>
    <message>
        <source>it is no regular file</source>
        <translation>ce n’est pas un fichier ordinaire</translation>
    </message>
    <message>
        <source>It is not known where your home folder is: HOME is not set, and the system knows of no other. Set HOME, or XDG_CONFIG_HOME and XDG_DATA_HOME.</source>
        <translation>Votre dossier personnel est inconnu : HOME n’est pas définie, et le système n’en indique pas d’autre. Définissez HOME, ou XDG_CONFIG_HOME et XDG_DATA_HOME.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Impossible de créer le dossier %1.</translation>
    </message>
    <message>
        <source>it is larger than %1 bytes</source>
        <translation>il dépasse %1 octets</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>aucun serveur connu</translation>
    </message>
    <message>
        <source>It was saved for %1 and would go to %2.</source>
        <translation>Il a été enregistré pour %1 et serait envoyé à %2.</translation>
    </message>
    <message>
        <source>The list of credential sets (credential-sets.json) was written by another version of this program. It was left as it is.</source>
        <translation>La liste des jeux d’identifiants (credential-sets.json) a été écrite par une autre version de ce programme. Elle a été laissée telle quelle.</translation>
    </message>
    <message>
        <source>A credential set has no “%1”.</source>
        <translation>Un jeu d’identifiants n’a pas de « %1 ».</translation>
    </message>
    <message>
        <source>Its “id” has to be letters, digits, “-” and “_”, 64 at most.</source>
        <translation>Son « id » doit être fait de lettres, de chiffres, de « - » et de « _ », 64 au plus.</translation>
    </message>
    <message>
        <source>%1 has no environment “%2”.</source>
        <translation>%1 n’a pas d’environnement « %2 ».</translation>
    </message>
    <message>
        <source>“%1” has no value.</source>
        <translation>« %1 » n’a pas de valeur.</translation>
    </message>
    <message>
        <source>The token URL “%1” must be a plain https URL (http is for this computer alone).</source>
        <translation>L’URL du jeton « %1 » doit être une simple URL https (http ne vaut que pour cet ordinateur).</translation>
    </message>
    <message>
        <source>%1 names no place where tokens are revoked. “forget” drops the kept token; the provider lets it live until it expires.</source>
        <translation>%1 n’indique pas où les jetons se révoquent. « forget » supprime le jeton conservé ; chez le fournisseur, il reste valable jusqu’à son expiration.</translation>
    </message>
    <message>
        <source>The revocation URL must be a plain https URL (http is for this computer alone).</source>
        <translation>L’URL de révocation doit être une simple URL https (http ne vaut que pour cet ordinateur).</translation>
    </message>
    <message>
        <source>The certificate file “%1” must be named with its whole path, from / on.</source>
        <translation>Le fichier de certificat « %1 » doit être indiqué par son chemin complet, à partir de /.</translation>
    </message>
    <message>
        <source>which stands for something that is no UTF-8 text</source>
        <translation>qui remplace quelque chose qui n’est pas du texte UTF-8</translation>
    </message>
    <message>
        <source>a line end or another control character</source>
        <translation>une fin de ligne ou un autre caractère de contrôle</translation>
    </message>
    <message>
        <source>which cannot be seen</source>
        <translation>qui est invisible</translation>
    </message>
    <message>
        <source>a quotation mark as only documents have them (%1)</source>
        <translation>un guillemet typographique, comme dans les documents (%1)</translation>
    </message>
    <message>
        <source>which reorders the text around it</source>
        <translation>qui change l’ordre du texte autour de lui</translation>
    </message>
    <message>
        <source>which is no whole character</source>
        <translation>qui n’est pas un caractère entier</translation>
    </message>
    <message>
        <source>Character %1 of the %2 is %3, %4.</source>
        <translation>Caractère %1 du champ %2 : %3, %4.</translation>
    </message>
    <message>
        <source>Byte %1 of the %2 is no UTF-8 text; nothing else can be kept unchanged.</source>
        <translation>L’octet %1 du champ %2 n’est pas du texte UTF-8 ; seul un tel texte peut être conservé tel quel.</translation>
    </message>
    <message>
        <source>A credential set needs a name.</source>
        <translation>Un jeu d’identifiants doit avoir un nom.</translation>
    </message>
    <message>
        <source>A parameter has no name.</source>
        <translation>Un paramètre n’a pas de nom.</translation>
    </message>
    <message>
        <source>parameter&apos;s name</source>
        <translation>nom du paramètre</translation>
    </message>
    <message>
        <source>header&apos;s name</source>
        <translation>nom de l’en-tête</translation>
    </message>
    <message>
        <source>“%1” is no name that HTTP allows for a header.</source>
        <translation>« %1 » n’est pas un nom que HTTP autorise pour un en-tête.</translation>
    </message>
    <message>
        <source>The value of the header “%1” has a line end or another control character, which HTTP does not allow.</source>
        <translation>La valeur de l’en-tête « %1 » contient une fin de ligne ou un autre caractère de contrôle, ce que HTTP n’autorise pas.</translation>
    </message>
    <message>
        <source>Blanks or line ends around the %1 were taken off.</source>
        <translation>Les espaces ou fins de ligne autour du champ %1 ont été retirés.</translation>
    </message>
    <message>
        <source>“%1” is a secret and has several values; only one can be kept.</source>
        <translation>« %1 » est un secret et a plusieurs valeurs ; une seule peut être conservée.</translation>
    </message>
    <message>
        <source>client ID</source>
        <translation>ID client</translation>
    </message>
    <message>
        <source>client secret</source>
        <translation>secret client</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and a variable is kept in a file. If the server takes it as a request parameter, enter it as a secret one.</source>
        <translation>« %1 » est un secret d’après son nom, et une variable est conservée dans un fichier. Si le serveur l’accepte comme paramètre de requête, saisissez-le comme paramètre secret.</translation>
    </message>
    <message>
        <source>The URL in “%1” has a user name or a password before its host. Take it out; ID and secret have places of their own.</source>
        <translation>L’URL dans « %1 » contient un nom d’utilisateur ou un mot de passe avant l’hôte. Retirez-le ; l’ID et le secret ont leurs propres champs.</translation>
    </message>
    <message>
        <source>The URL in “%1” holds “%2”, and a variable is kept in a file. Take it out; ID and secret have places of their own, and a further secret can be a secret request parameter.</source>
        <translation>L’URL dans « %1 » contient « %2 », et une variable est conservée dans un fichier. Retirez-le ; l’ID et le secret ont leurs propres champs, et un secret de plus peut être un paramètre de requête secret.</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and is kept in the keychain.</source>
        <translation>« %1 » est un secret d’après son nom ; il est conservé dans le trousseau.</translation>
    </message>
    <message>
        <source>secret has expired</source>
        <translation>le secret a expiré</translation>
    </message>
    <message>
        <source>secret expires %1</source>
        <translation>le secret expire %1</translation>
    </message>
    <message>
        <source>today</source>
        <translation>aujourd’hui</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>demain</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>in %1 days</source>
        <translation>dans %1 jours</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>il y a %1 jours</translation>
    </message>
    <message>
        <source>“%1” is no day of the calendar; write it as 2027-06-30.</source>
        <translation>« %1 » n’est pas un jour du calendrier ; écrivez-le comme 2027-06-30.</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>Saisissez un nom.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already; choose another name.</source>
        <translation>Un jeu d’identifiants nommé « %1 » existe déjà dans %2 ; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Enter the %1.</source>
        <translation>Remplissez le champ %1.</translation>
    </message>
    <message>
        <source>The %1 does not look as %2 expects it (pattern %3).</source>
        <translation>Le champ %1 n’a pas la forme attendue par %2 (motif %3).</translation>
    </message>
    <message>
        <source>There is a private key in it; that belongs into its own field.</source>
        <translation>Il contient une clé privée, qui doit aller dans son propre champ.</translation>
    </message>
    <message>
        <source>This certificate is not for the private key above.</source>
        <translation>Ce certificat ne correspond pas à la clé privée ci-dessus.</translation>
    </message>
    <message>
        <source>%1 needs at least one scope.</source>
        <translation>%1 exige au moins une portée.</translation>
    </message>
    <message>
        <source>This %1 looks like one for %2 (%3), but the environment is %4.</source>
        <translation>La valeur du champ %1 semble être pour %2 (%3), mais l’environnement est %4.</translation>
    </message>
    <message>
        <source>This %1 does not look like one for %2: those have %3 in them.</source>
        <translation>La valeur du champ %1 ne semble pas être pour %2 : une telle valeur contient %3.</translation>
    </message>
    <message>
        <source>%1 has no such environment; choose another.</source>
        <translation>%1 n’a pas cet environnement ; choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Production</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The JWK is incomplete: its “%1” is missing or no base64url.</source>
        <translation>Le JWK est incomplet : son « %1 » manque ou n’est pas du base64url.</translation>
    </message>
    <message>
        <source>The JWK holds no key: its numbers do not belong together.</source>
        <translation>Le JWK ne contient pas de clé : ses nombres ne vont pas ensemble.</translation>
    </message>
    <message>
        <source>The JWK is a key of a curve that does not sign here; P-256, P-384, P-521, Ed25519 and Ed448 do.</source>
        <translation>Le JWK est une clé d’une courbe avec laquelle rien ne se signe ici ; sont possibles P-256, P-384, P-521, Ed25519 et Ed448.</translation>
    </message>
    <message>
        <source>The JWK is an RSA key of more than two primes.</source>
        <translation>Le JWK est une clé RSA à plus de deux nombres premiers.</translation>
    </message>
    <message>
        <source>The RSA key of the JWK is too long.</source>
        <translation>La clé RSA du JWK est trop longue.</translation>
    </message>
    <message>
        <source>This is a set of keys (JWKS). Take the one key out of it that the server knows you by, with its private part “d”.</source>
        <translation>C’est un ensemble de clés (JWKS). Prenez-y la clé par laquelle le serveur vous connaît, avec sa partie privée « d ».</translation>
    </message>
    <message>
        <source>This is JSON, but no key in JWK form: it has no “kty”.</source>
        <translation>C’est du JSON, mais pas une clé au format JWK : il n’a pas de « kty ».</translation>
    </message>
    <message>
        <source>This JWK is a shared secret (oct): it belongs into the client secret, and signs by client_secret_jwt.</source>
        <translation>Ce JWK est un secret partagé (oct) : sa place est dans le secret client, et il signe avec client_secret_jwt.</translation>
    </message>
    <message>
        <source>This JWK holds a public key alone: it has no “d”. The private key is needed.</source>
        <translation>Ce JWK ne contient qu’une clé publique : il n’a pas de « d ». La clé privée est nécessaire.</translation>
    </message>
    <message>
        <source>This is a list of keys. Take the one out of it that the server knows you by.</source>
        <translation>C’est une liste de clés. Prenez-y celle par laquelle le serveur vous connaît.</translation>
    </message>
    <message>
        <source>This is no private key: neither PEM nor JSON that is whole.</source>
        <translation>Ce n’est pas une clé privée : ni du PEM, ni du JSON complet.</translation>
    </message>
    <message>
        <source>This JWK is of another kind than RSA, EC and OKP.</source>
        <translation>Ce JWK n’est ni du type RSA, ni EC, ni OKP.</translation>
    </message>
    <message>
        <source>RSA, %1 bits</source>
        <translation>RSA, %1 bits</translation>
    </message>
    <message>
        <source>RSA for PSS alone, %1 bits</source>
        <translation>RSA pour PSS seulement, %1 bits</translation>
    </message>
    <message>
        <source>elliptic curve %1</source>
        <translation>courbe elliptique %1</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase, which is needed once: the keychain keeps the key without it.</source>
        <translation>La clé privée est protégée par une phrase de passe, nécessaire une seule fois : le trousseau conserve la clé sans elle.</translation>
    </message>
    <message>
        <source>This is a public key or a certificate; the private key is needed.</source>
        <translation>C’est une clé publique ou un certificat ; la clé privée est nécessaire.</translation>
    </message>
    <message>
        <source>This is no private key in PEM form (-----BEGIN PRIVATE KEY-----) and no JWK.</source>
        <translation>Ce n’est ni une clé privée au format PEM (-----BEGIN PRIVATE KEY-----), ni un JWK.</translation>
    </message>
    <message>
        <source>The private key is missing.</source>
        <translation>La clé privée manque.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key. Where it is the right one, open the key with “openssl pkey -in KEY”.</source>
        <translation>La phrase de passe n’ouvre pas la clé privée. Si c’est pourtant la bonne, ouvrez la clé avec « openssl pkey -in KEY ».</translation>
    </message>
    <message>
        <source>The certificate is missing.</source>
        <translation>Le certificat manque.</translation>
    </message>
    <message>
        <source>This is no certificate in PEM form (-----BEGIN CERTIFICATE-----).</source>
        <translation>Ce n’est pas un certificat au format PEM (-----BEGIN CERTIFICATE-----).</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>sans nom</translation>
    </message>
    <message>
        <source>%1, expired on %2</source>
        <translation>%1, expiré le %2</translation>
    </message>
    <message>
        <source>%1, valid until %2</source>
        <translation>%1, valide jusqu’au %2</translation>
    </message>
    <message>
        <source>There is no signature algorithm “%1”; known are %2.</source>
        <translation>Il n’y a pas d’algorithme de signature « %1 » ; algorithmes connus : %2.</translation>
    </message>
    <message>
        <source>“%1” signs by the client secret (client_secret_jwt). By a private key sign %2.</source>
        <translation>« %1 » signe avec le secret client (client_secret_jwt). Pour une clé privée : %2.</translation>
    </message>
    <message>
        <source>%1 needs an RSA key; this one is: %2.</source>
        <translation>%1 a besoin d’une clé RSA ; celle-ci est : %2.</translation>
    </message>
    <message>
        <source>%1 needs a key of the curve %2; this one is: %3.</source>
        <translation>%1 a besoin d’une clé de la courbe %2 ; celle-ci est : %3.</translation>
    </message>
    <message>
        <source>%1 needs a key of the kind Ed25519 or Ed448; this one is: %2.</source>
        <translation>%1 a besoin d’une clé du type Ed25519 ou Ed448 ; celle-ci est : %2.</translation>
    </message>
    <message>
        <source>The private key could not sign (%1).</source>
        <translation>La clé privée n’a pas pu signer (%1).</translation>
    </message>
    <message>
        <source>The client secret is missing.</source>
        <translation>Le secret client manque.</translation>
    </message>
    <message>
        <source>The client secret could not sign.</source>
        <translation>Le secret client n’a pas pu signer.</translation>
    </message>
    <message>
        <source>bash, dash, zsh and the like</source>
        <translation>bash, dash, zsh et autres</translation>
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
        <translation>fichiers .env et ce qui les lit</translation>
    </message>
    <message>
        <source>programs, as one object</source>
        <translation>programmes, en un seul objet</translation>
    </message>
    <message>
        <source>The value of %1 has characters that “%2” cannot hold: not everything that reads it would see the same. Take another format.</source>
        <translation>La valeur de %1 contient des caractères que « %2 » ne peut pas représenter : tous les programmes n’y liraient pas la même chose. Choisissez un autre format.</translation>
    </message>
    <message>
        <source>Bearer header</source>
        <translation>En-tête Bearer</translation>
    </message>
    <message>
        <source>the header</source>
        <translation>l’en-tête Bearer</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Jeton d’accès</translation>
    </message>
    <message>
        <source>the access token</source>
        <translation>le jeton d’accès</translation>
    </message>
    <message>
        <source>curl command</source>
        <translation>Commande curl</translation>
    </message>
    <message>
        <source>a curl command</source>
        <translation>une commande curl</translation>
    </message>
    <message>
        <source>HTTPie command</source>
        <translation>Commande HTTPie</translation>
    </message>
    <message>
        <source>an HTTPie command</source>
        <translation>une commande HTTPie</translation>
    </message>
    <message>
        <source>.http request</source>
        <translation>Requête .http</translation>
    </message>
    <message>
        <source>a .http request</source>
        <translation>une requête .http</translation>
    </message>
    <message>
        <source>Shell export</source>
        <translation>Export shell</translation>
    </message>
    <message>
        <source>shell variables</source>
        <translation>les variables du shell</translation>
    </message>
    <message>
        <source>PowerShell command</source>
        <translation>Commande PowerShell</translation>
    </message>
    <message>
        <source>a PowerShell command</source>
        <translation>une commande PowerShell</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>the token as JSON</source>
        <translation>le jeton en JSON</translation>
    </message>
    <message>
        <source>JavaScript fetch</source>
        <translation>fetch JavaScript</translation>
    </message>
    <message>
        <source>a fetch call</source>
        <translation>un appel fetch</translation>
    </message>
    <message>
        <source>the Basic header</source>
        <translation>l’en-tête Basic</translation>
    </message>
    <message>
        <source>A line end or another control character stands in the token or the header that it goes into; mend the provider file.</source>
        <translation>Le jeton ou l’en-tête qui le contient comporte une fin de ligne ou un autre caractère de contrôle ; corrigez le fichier du fournisseur.</translation>
    </message>
    <message>
        <source>The desktop&apos;s settings name no proxy that can be used for this server.</source>
        <translation>Les réglages du bureau n’indiquent aucun proxy utilisable pour ce serveur.</translation>
    </message>
    <message>
        <source>The server did not accept the client&apos;s certificate.</source>
        <translation>Le serveur n’a pas accepté le certificat du client.</translation>
    </message>
    <message>
        <source>The server demands a TLS certificate of the client.</source>
        <translation>Le serveur exige un certificat TLS du client.</translation>
    </message>
    <message>
        <source>The server may demand a TLS certificate of the client.</source>
        <translation>Le serveur exige peut-être un certificat TLS du client.</translation>
    </message>
    <message>
        <source>The answer is larger than %1 KiB.</source>
        <translation>La réponse dépasse %1 Kio.</translation>
    </message>
    <message>
        <source>The proxy is %1:%2.</source>
        <translation>Le proxy est %1:%2.</translation>
    </message>
    <message>
        <source>The server closed the connection before it had answered. The request was not sent again.</source>
        <translation>Le serveur a fermé la connexion avant d’avoir répondu. La requête n’a pas été renvoyée.</translation>
    </message>
    <message>
        <source>It may not have accepted the client&apos;s certificate.</source>
        <translation>Il n’a peut-être pas accepté le certificat du client.</translation>
    </message>
    <message>
        <source>No whole answer within %1 seconds.</source>
        <translation>Pas de réponse complète en %1 secondes.</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read: %2</source>
        <translation>Impossible de lire le fichier de certificat %1 : %2</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate.</source>
        <translation>Le fichier de certificat %1 ne contient aucun certificat.</translation>
    </message>
    <message>
        <source>The client&apos;s certificate or its private key cannot be used for TLS.</source>
        <translation>Le certificat du client ou sa clé privée est inutilisable pour TLS.</translation>
    </message>
    <message>
        <source>The variable %1 names a proxy that cannot be used, %2: %3</source>
        <translation>La variable %1 désigne un proxy inutilisable, %2 : %3</translation>
    </message>
    <message>
        <source>it is no address of a proxy.</source>
        <translation>ce n’est pas une adresse de proxy.</translation>
    </message>
    <message>
        <source>a proxy that is itself spoken to over TLS is not supported.</source>
        <translation>un proxy lui-même joint par TLS n’est pas pris en charge.</translation>
    </message>
    <message>
        <source>version 4 of SOCKS is not supported, version 5 is.</source>
        <translation>la version 4 de SOCKS n’est pas prise en charge, la version 5 l’est.</translation>
    </message>
    <message>
        <source>“%1” is no kind of proxy that is known.</source>
        <translation>« %1 » n’est pas un type de proxy connu.</translation>
    </message>
    <message>
        <source>The client ID has a “:” in it, which would end it in a Basic header with ID and secret as they are. Choose the client authentication client_secret_basic (form-encoded) or client_secret_post.</source>
        <translation>L’ID client contient un « : », qui y mettrait fin dans un en-tête Basic avec ID et secret tels quels. Choisissez l’authentification du client client_secret_basic (encodée comme un formulaire) ou client_secret_post.</translation>
    </message>
    <message>
        <source>The certificate and the private key do not belong together.</source>
        <translation>Le certificat et la clé privée ne vont pas ensemble.</translation>
    </message>
    <message>
        <source>Basic header, form-encoded (RFC 6749)</source>
        <translation>En-tête Basic, encodé comme un formulaire (RFC 6749)</translation>
    </message>
    <message>
        <source>Basic header, ID and secret as they are</source>
        <translation>En-tête Basic, ID et secret tels quels</translation>
    </message>
    <message>
        <source>ID and secret in the request body</source>
        <translation>ID et secret dans le corps de la requête</translation>
    </message>
    <message>
        <source>ID and secret in the URL</source>
        <translation>ID et secret dans l’URL</translation>
    </message>
    <message>
        <source>Servers and proxies write URLs into their logs, the secret with them. Use this only where the provider takes nothing else.</source>
        <translation>Les serveurs et les proxys écrivent les URL dans leurs journaux, et le secret avec elles. À n’utiliser que si le fournisseur n’accepte rien d’autre.</translation>
    </message>
    <message>
        <source>Assertion signed with a private key</source>
        <translation>Assertion signée avec une clé privée</translation>
    </message>
    <message>
        <source>Assertion signed with the client secret</source>
        <translation>Assertion signée avec le secret client</translation>
    </message>
    <message>
        <source>TLS certificate of the client</source>
        <translation>Certificat TLS du client</translation>
    </message>
    <message>
        <source>None: the client ID alone</source>
        <translation>Aucune : l’ID client seul</translation>
    </message>
    <message>
        <source>The server wants a TLS certificate of the client besides, and its private key; there is none.</source>
        <translation>Le serveur veut en plus un certificat TLS du client et sa clé privée ; il n’y en a pas.</translation>
    </message>
    <message>
        <source>%1 does not say where its tokens are had. Ask the provider for its token URL.</source>
        <translation>%1 ne dit pas où ses jetons s’obtiennent. Demandez au fournisseur son URL du jeton.</translation>
    </message>
    <message>
        <source>Give an https URL, without a login (http is for this computer alone).</source>
        <translation>Indiquez une URL https, sans nom ni mot de passe (http ne vaut que pour cet ordinateur).</translation>
    </message>
    <message>
        <source>%1 leads on to %2, which was not asked for. If that is the server you mean, give its address.</source>
        <translation>%1 renvoie vers %2, qui n’a pas été interrogé. Si c’est bien le serveur voulu, indiquez son adresse.</translation>
    </message>
    <message>
        <source>Not granted: the scope %1.</source>
        <translation>Portée non accordée : %1.</translation>
    </message>
    <message>
        <source>Not granted: the scopes %1.</source>
        <translation>Portées non accordées : %1.</translation>
    </message>
    <message>
        <source>%1 of %2 left</source>
        <translation>reste %1 sur %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>reste %1</translation>
    </message>
    <message>
        <source>%1: %2 until %3</source>
        <translation>%1 : %2 jusqu’au %3</translation>
    </message>
    <message>
        <source>The header “%1” needs the secret “%2”, which the keychain does not hold.</source>
        <translation>L’en-tête « %1 » a besoin du secret « %2 », que le trousseau ne contient pas.</translation>
    </message>
    <message>
        <source>The header “%1” cannot be sent: its name or its value is not what HTTP allows.</source>
        <translation>L’en-tête « %1 » ne peut pas être envoyé : HTTP n’autorise pas son nom ou sa valeur.</translation>
    </message>
    <message>
        <source>“%1” is no method of HTTP.</source>
        <translation>« %1 » n’est pas une méthode HTTP.</translation>
    </message>
    <message>
        <source>Unknown body format “%1”.</source>
        <translation>Format de corps inconnu « %1 ».</translation>
    </message>
    <message>
        <source>The server&apos;s “%1” is no https address.</source>
        <translation>Le « %1 » du serveur n’est pas une adresse https.</translation>
    </message>
    <message>
        <source>%1 names no issuer.</source>
        <translation>%1 n’indique aucun émetteur.</translation>
    </message>
    <message>
        <source>%1 is of the issuer %2, not of %3.</source>
        <translation>%1 est de l’émetteur %2, et non de %3.</translation>
    </message>
    <message>
        <source>%1 names no token endpoint.</source>
        <translation>%1 n’indique aucun point de terminaison de jeton.</translation>
    </message>
    <message>
        <source>What was found describes the resource “%1”, not %2.</source>
        <translation>Ce qui a été trouvé décrit la ressource « %1 », et non %2.</translation>
    </message>
    <message>
        <source>%1 names no authorization server with an https address.</source>
        <translation>%1 n’indique aucun serveur d’autorisation avec une adresse https.</translation>
    </message>
    <message>
        <source>The provider&apos;s file wants to check tokens at “%1”. A token is sent to its token endpoint&apos;s host or to the environment&apos;s apiBaseUrl alone.</source>
        <translation>Le fichier du fournisseur veut vérifier les jetons à « %1 ». Un jeton n’est envoyé qu’à l’hôte de son point de terminaison de jeton ou à l’apiBaseUrl de l’environnement.</translation>
    </message>
    <message>
        <source>The API accepted the token.</source>
        <translation>L’API a accepté le jeton.</translation>
    </message>
    <message>
        <source>The API refused the token: it may have expired, been revoked, or belong to another environment.</source>
        <translation>L’API a refusé le jeton : il est peut-être expiré, révoqué, ou destiné à un autre environnement.</translation>
    </message>
    <message>
        <source>The API accepted the token, but it lacks the scope or the permission for this call.</source>
        <translation>L’API a accepté le jeton, mais il lui manque la portée ou le droit nécessaire à cet appel.</translation>
    </message>
    <message>
        <source>The answer does not tell whether the token is good.</source>
        <translation>La réponse ne dit pas si le jeton est valide.</translation>
    </message>
    <message>
        <source>Mint a new token and check again.</source>
        <translation>Obtenez un nouveau jeton et vérifiez de nouveau.</translation>
    </message>
    <message>
        <source>Add the scope to the credential set, or ask the provider to grant it.</source>
        <translation>Ajoutez la portée au jeu d’identifiants, ou demandez au fournisseur de l’accorder.</translation>
    </message>
    <message>
        <source>Try again later, or use the token where you need it.</source>
        <translation>Réessayez plus tard, ou utilisez le jeton là où vous en avez besoin.</translation>
    </message>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>Le fichier du fournisseur ne décrit aucun appel permettant de vérifier un jeton.</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>accepté</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>accepted, but lacks the scope</source>
        <translation>accepté, mais il manque la portée</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>non concluant</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Unknown client authentication “%1”.</source>
        <translation>Authentification du client inconnue « %1 ».</translation>
    </message>
    <message>
        <source>The client ID is missing.</source>
        <translation>L’ID client manque.</translation>
    </message>
    <message>
        <source>“%1” is required and has no value.</source>
        <translation>« %1 » est obligatoire et n’a pas de valeur.</translation>
    </message>
    <message>
        <source>An Authorization header cannot be set by hand: choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>Un en-tête Authorization ne peut pas être défini à la main : choisissez une authentification du client, pour que le secret reste dans le trousseau.</translation>
    </message>
    <message>
        <source>%1 requires at least one scope.</source>
        <translation>%1 exige au moins une portée.</translation>
    </message>
    <message>
        <source>“%1” cannot be sent: the request takes no parameters. A provider file can put it into a header.</source>
        <translation>« %1 » ne peut pas être envoyé : la requête n’accepte pas de paramètres. Un fichier de fournisseur peut le placer dans un en-tête.</translation>
    </message>
    <message>
        <source>The parameter “%1” is set already by the credential set&apos;s other fields.</source>
        <translation>Le paramètre « %1 » est déjà défini par les autres champs du jeu d’identifiants.</translation>
    </message>
    <message>
        <source>The answer has no body.</source>
        <translation>La réponse n’a pas de corps.</translation>
    </message>
    <message numerus="yes">
        <source>It is %n byte(s) of %1, neither JSON nor XML.</source>
        <translation>
            <numerusform>Elle compte %n octet de %1, ni JSON ni XML.</numerusform>
            <numerusform>Elle compte %n octets de %1, ni JSON ni XML.</numerusform>
        </translation>
    </message>
    <message>
        <source>something</source>
        <translation>contenu inconnu</translation>
    </message>
    <message>
        <source>It holds: %1</source>
        <translation>Elle contient : %1</translation>
    </message>
    <message>
        <source>The answer is a redirect without a target.</source>
        <translation>La réponse est une redirection sans destination.</translation>
    </message>
    <message>
        <source>The answer is a redirect to %1, which is not followed.</source>
        <translation>La réponse est une redirection vers %1, qui n’est pas suivie.</translation>
    </message>
    <message>
        <source>There is no access token at “%1”.</source>
        <translation>Il n’y a pas de jeton d’accès à « %1 ».</translation>
    </message>
    <message>
        <source>The access token in the answer holds characters that cannot stand in a header.</source>
        <translation>Le jeton d’accès de la réponse contient des caractères interdits dans un en-tête.</translation>
    </message>
    <message>
        <source>The access token is of type “%1” and cannot be used as a bearer token.</source>
        <translation>Le jeton d’accès est de type « %1 » et ne peut pas servir de jeton Bearer.</translation>
    </message>
    <message>
        <source>Try again now; the time it asked to wait is over.</source>
        <translation>Réessayez maintenant ; le délai demandé est écoulé.</translation>
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
        <translation>Réessayez dans %1 (%2).</translation>
    </message>
    <message>
        <source>%1 refused a scope</source>
        <translation>%1 a refusé une portée</translation>
    </message>
    <message>
        <source>%1 does not take the refresh token any more</source>
        <translation>%1 n’accepte plus le jeton d’actualisation</translation>
    </message>
    <message>
        <source>A web page came instead of an answer.</source>
        <translation>Une page web est arrivée au lieu d’une réponse.</translation>
    </message>
    <message>
        <source>A web page came instead of an answer: “%1”</source>
        <translation>Une page web est arrivée au lieu d’une réponse : « %1 »</translation>
    </message>
    <message>
        <source>the provider</source>
        <translation>le fournisseur</translation>
    </message>
    <message>
        <source>field “%1”: expected %2</source>
        <translation>champ « %1 » ; attendu : %2</translation>
    </message>
    <message>
        <source>a value, and it is missing</source>
        <translation>une valeur, or elle manque</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>un texte</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>un nombre entier</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>une liste de textes</translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation>une liste de nombres entiers</translation>
    </message>
    <message>
        <source>an object, a list or a text</source>
        <translation>un objet, une liste ou un texte</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>un objet</translation>
    </message>
    <message>
        <source>a list of objects</source>
        <translation>une liste d’objets</translation>
    </message>
    <message>
        <source>an object of objects</source>
        <translation>un objet contenant des objets</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a day.</source>
        <translation>Limite documentée par %1 : %2 par jour.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 an hour.</source>
        <translation>Limite documentée par %1 : %2 par heure.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a minute.</source>
        <translation>Limite documentée par %1 : %2 par minute.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a second.</source>
        <translation>Limite documentée par %1 : %2 par seconde.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 in %3.</source>
        <translation>Limite documentée par %1 : %2 en %3.</translation>
    </message>
    <message>
        <source>%1 locks a client after one refused request.</source>
        <translation>%1 bloque un client après une requête refusée.</translation>
    </message>
    <message>
        <source>%1 locks a client after %2 refused requests.</source>
        <translation>%1 bloque un client après %2 requêtes refusées.</translation>
    </message>
    <message>
        <source>As long as a token lives, %1 answers with it again.</source>
        <translation>Tant qu’un jeton est valable, %1 répond par le même.</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>Jeton d’actualisation</translation>
    </message>
    <message>
        <source>its id “%1” is also that of %2, which counts</source>
        <translation>son ID « %1 » est aussi celui de %2, qui l’emporte</translation>
    </message>
    <message>
        <source>There is no provider “%1”; it may be misspelt, or its file missing.</source>
        <translation>Il n’y a pas de fournisseur « %1 » ; son nom est peut-être mal écrit, ou son fichier manque.</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>une valeur parmi %1</translation>
    </message>
    <message>
        <source>an https URL (plain http is for 127.0.0.1, localhost and [::1] alone)</source>
        <translation>une URL https (http ne vaut que pour 127.0.0.1, localhost et [::1])</translation>
    </message>
    <message>
        <source>a header&apos;s name</source>
        <translation>un nom d’en-tête</translation>
    </message>
    <message>
        <source>a header&apos;s value, without line ends</source>
        <translation>une valeur d’en-tête, sans fin de ligne</translation>
    </message>
    <message>
        <source>no “exp”, which comes of “lifetime”</source>
        <translation>pas de « exp », qui découle de « lifetime »</translation>
    </message>
    <message>
        <source>one word, such as Basic</source>
        <translation>un seul mot, comme Basic</translation>
    </message>
    <message>
        <source>this or “per”</source>
        <translation>ceci ou « per »</translation>
    </message>
    <message>
        <source>%1, the only version this program reads</source>
        <translation>%1, la seule version que ce programme lit</translation>
    </message>
    <message>
        <source>an https URL</source>
        <translation>une URL https</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>ID client</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secret client</translation>
    </message>
    <message>
        <source>at least one environment</source>
        <translation>au moins un environnement</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>une expression régulière</translation>
    </message>
    <message>
        <source>The provider file has no id and name at its beginning.</source>
        <translation>Le fichier du fournisseur n’a pas d’ID ni de nom à son début.</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copie)</translation>
    </message>
    <message>
        <source>The server does not take the refresh token any more. It may have run out, been withdrawn (a password changed, access taken back), replaced by a later sign-in, or been used by another program: where each use brings another one, a second use of the same ends both. Sign in at the provider again, then edit this credential set and paste the new refresh token.</source>
        <translation>Le serveur n’accepte plus le jeton d’actualisation. Il a peut-être expiré, été révoqué (mot de passe changé, accès retiré), remplacé lors d’une connexion ultérieure ou utilisé par un autre programme : quand chaque utilisation en apporte un nouveau, utiliser deux fois le même invalide les deux. Reconnectez-vous chez le fournisseur, puis modifiez ce jeu d’identifiants et collez-y le nouveau jeton d’actualisation.</translation>
    </message>
    <message>
        <source>The server takes no refresh tokens here: check the token URL and the grant type in the provider file.</source>
        <translation>Le serveur n’accepte pas de jetons d’actualisation ici : vérifiez l’URL du jeton et le type d’octroi dans le fichier du fournisseur.</translation>
    </message>
    <message>
        <source>The refresh token was given for other scopes: ask for some of those, or for none to get all of them. More scopes take a new sign-in and its refresh token.</source>
        <translation>Le jeton d’actualisation a été émis pour d’autres portées : demandez-en une partie, ou aucune pour les avoir toutes. Pour davantage de portées, il faut se reconnecter et utiliser le nouveau jeton d’actualisation.</translation>
    </message>
    <message>
        <source>The server could not use the request: check the parameters, the scopes and the client authentication of this credential set.</source>
        <translation>Le serveur n’a pas pu traiter la requête : vérifiez les paramètres, les portées et l’authentification du client de ce jeu d’identifiants.</translation>
    </message>
    <message>
        <source>The server refuses this grant: check the token URL, and ask the provider whether the client still exists and may use client credentials.</source>
        <translation>Le serveur refuse ce type d’octroi : vérifiez l’URL du jeton, et demandez au fournisseur si le client existe encore et peut utiliser les identifiants client (client credentials).</translation>
    </message>
    <message>
        <source>The client may not use client credentials: allow that grant for it where its keys are managed.</source>
        <translation>Le client n’a pas le droit d’utiliser les identifiants client (client credentials) : autorisez ce type d’octroi là où ses clés sont gérées.</translation>
    </message>
    <message>
        <source>The server does not offer client credentials here: check the token URL and the grant type in the provider file.</source>
        <translation>Le serveur ne propose pas les identifiants client (client credentials) ici : vérifiez l’URL du jeton et le type d’octroi dans le fichier du fournisseur.</translation>
    </message>
    <message>
        <source>The server does not grant one of the scopes: check how they are written, and leave out what the client was not granted.</source>
        <translation>Le serveur n’accorde pas l’une des portées : vérifiez leur orthographe, et retirez celles qui n’ont pas été accordées au client.</translation>
    </message>
    <message>
        <source>minted</source>
        <translation>obtenu</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>révoqué</translation>
    </message>
    <message>
        <source>checked: %1</source>
        <translation>vérification : %1</translation>
    </message>
    <message>
        <source>revoking: %1</source>
        <translation>révocation : %1</translation>
    </message>
    <message>
        <source>window</source>
        <translation>fenêtre</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>ligne de commande</translation>
    </message>
    <message>
        <source>keep fresh</source>
        <translation>maintien à jour</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>Heure :</translation>
    </message>
    <message>
        <source>Credential set:</source>
        <translation>Jeu d’identifiants :</translation>
    </message>
    <message>
        <source>Provider:</source>
        <translation>Fournisseur :</translation>
    </message>
    <message>
        <source>Endpoint:</source>
        <translation>Point de terminaison :</translation>
    </message>
    <message>
        <source>Client authentication:</source>
        <translation>Authentification du client :</translation>
    </message>
    <message>
        <source>Outcome:</source>
        <translation>Résultat :</translation>
    </message>
    <message>
        <source>HTTP status:</source>
        <translation>Statut HTTP :</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>pas de réponse</translation>
    </message>
    <message>
        <source>Duration:</source>
        <translation>Durée :</translation>
    </message>
    <message>
        <source>Code:</source>
        <translation>Code :</translation>
    </message>
    <message>
        <source>Message:</source>
        <translation>Message :</translation>
    </message>
    <message>
        <source>That is what “%1” has already; nothing was changed.</source>
        <translation>C’est ce que « %1 » a déjà ; rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Expiration</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Émission</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>Valide à partir de</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Émetteur</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Destinataire</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Sujet</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Authorised party</source>
        <translation>Partie autorisée</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Portées</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rôles</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Locataire</translation>
    </message>
    <message>
        <source>Token ID</source>
        <translation>ID du jeton</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithme</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>ID de la clé</translation>
    </message>
    <message>
        <source>Asked for and not granted: %1.</source>
        <translation>Portées demandées mais non accordées : %1.</translation>
    </message>
    <message>
        <source>Granted without being asked for: %1.</source>
        <translation>Portées accordées sans être demandées : %1.</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 later than what the provider answered. The earlier one counts.</source>
        <translation>L’expiration du jeton lui-même (exp) est postérieure de %1 à ce qu’a répondu le fournisseur. La plus proche compte.</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 earlier than what the provider answered. The earlier one counts.</source>
        <translation>L’expiration du jeton lui-même (exp) est antérieure de %1 à ce qu’a répondu le fournisseur. La plus proche compte.</translation>
    </message>
    <message>
        <source>The token is opaque: it is no JWT, and only the provider can tell what is in it.</source>
        <translation>Le jeton est opaque : ce n’est pas un JWT, et seul le fournisseur peut dire ce qu’il contient.</translation>
    </message>
    <message>
        <source>The list of token lifetimes (tokens.json) was written by another version of this program. It was left as it is.</source>
        <translation>La liste des durées de vie des jetons (tokens.json) a été écrite par une autre version de ce programme. Elle a été laissée telle quelle.</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 j %2 h</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>expiré</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>dans %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>il y a %1</translation>
    </message>
    <message>
        <source>The provider gave a new refresh token, and the keychain does not take it: it is in memory alone, and the one in the keychain may be worth nothing. It is tried again until it is kept.</source>
        <translation>Le fournisseur a donné un nouveau jeton d’actualisation, et le trousseau ne l’accepte pas : il n’est qu’en mémoire, et celui du trousseau ne vaut peut-être plus rien. L’enregistrement est retenté jusqu’à ce qu’il réussisse.</translation>
    </message>
    <message>
        <source>no token yet</source>
        <translation>pas encore de jeton</translation>
    </message>
    <message>
        <source>minting…</source>
        <translation>obtention…</translation>
    </message>
    <message>
        <source>minting… %1</source>
        <translation>obtention… %1</translation>
    </message>
    <message>
        <source>valid, lifetime unknown</source>
        <translation>valide, durée de vie inconnue</translation>
    </message>
    <message>
        <source>ready to copy, %1</source>
        <translation>prêt à copier, %1</translation>
    </message>
    <message>
        <source>ready to copy</source>
        <translation>prêt à copier</translation>
    </message>
    <message>
        <source>A quotation mark is never closed.</source>
        <translation>Un guillemet n’est jamais fermé.</translation>
    </message>
    <message>
        <source>Shells and readers of .env files take its value differently; put it in single quotation marks.</source>
        <translation>Les shells et les lecteurs de fichiers .env comprennent sa valeur différemment ; mettez-la entre guillemets simples.</translation>
    </message>
    <message>
        <source>cmd.exe takes the quotation marks for a part of its value; write set &quot;NAME=value&quot;.</source>
        <translation>cmd.exe prend les guillemets pour une partie de sa valeur ; écrivez set &quot;NAME=valeur&quot;.</translation>
    </message>
    <message>
        <source>cmd.exe takes the comment for a part of its value.</source>
        <translation>cmd.exe prend le commentaire pour une partie de sa valeur.</translation>
    </message>
    <message>
        <source>For a shell its value ends at the blank.</source>
        <translation>Pour un shell, sa valeur s’arrête à l’espace.</translation>
    </message>
    <message>
        <source>For a shell its value ends at “&amp;” or “|”.</source>
        <translation>Pour un shell, sa valeur s’arrête à « &amp; » ou « | ».</translation>
    </message>
    <message>
        <source>Something follows a closing quotation mark.</source>
        <translation>Quelque chose suit un guillemet fermant.</translation>
    </message>
    <message>
        <source>“#” was taken for a part of its value.</source>
        <translation>« # » a été pris pour une partie de sa valeur.</translation>
    </message>
    <message>
        <source>Its value holds a control character.</source>
        <translation>Sa valeur contient un caractère de contrôle.</translation>
    </message>
    <message>
        <source>Its value is not in the file itself: a variable, a command or a pattern stands there.</source>
        <translation>Sa valeur n’est pas dans le fichier lui-même : à sa place se trouve une variable, une commande ou un motif.</translation>
    </message>
    <message>
        <source>Its value goes on in the next line.</source>
        <translation>Sa valeur continue à la ligne suivante.</translation>
    </message>
    <message>
        <source>Its value is not in the file itself.</source>
        <translation>Sa valeur n’est pas dans le fichier lui-même.</translation>
    </message>
    <message>
        <source>YAML takes its value for a number or a truth value; put it in quotation marks.</source>
        <translation>YAML prend sa valeur pour un nombre ou un booléen ; mettez-la entre guillemets.</translation>
    </message>
    <message>
        <source>The quotation marks are a part of its value there; put them around the whole item.</source>
        <translation>Les guillemets y font partie de la valeur ; placez-les autour de l’élément entier.</translation>
    </message>
    <message>
        <source>Its YAML holds more than any such file does.</source>
        <translation>Son YAML contient plus que n’en contient aucun fichier de ce genre.</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>« %1 » : %2</translation>
    </message>
    <message>
        <source>“%1” is there twice, with different values.</source>
        <translation>« %1 » s’y trouve deux fois, avec des valeurs différentes.</translation>
    </message>
    <message>
        <source>The refresh token is not carried over: no provider takes it, and there is no token URL.</source>
        <translation>Le jeton d’actualisation n’est pas repris : aucun fournisseur ne l’accepte, et il n’y a pas d’URL du jeton.</translation>
    </message>
    <message>
        <source>“%1” before the token</source>
        <translation>« %1 » devant le jeton</translation>
    </message>
    <message>
        <source>the token&apos;s place in the URL</source>
        <translation>la place du jeton dans l’URL</translation>
    </message>
    <message>
        <source>the ID token in the place of the access token</source>
        <translation>le jeton d’identité à la place du jeton d’accès</translation>
    </message>
    <message>
        <source>the script that runs before the request</source>
        <translation>le script exécuté avant la requête</translation>
    </message>
    <message>
        <source>variable “%1”</source>
        <translation>variable « %1 »</translation>
    </message>
    <message>
        <source>environment “%1”, %2</source>
        <translation>environnement « %1 », %2</translation>
    </message>
    <message>
        <source>A block is never closed (%1).</source>
        <translation>Un bloc n’est jamais fermé (%1).</translation>
    </message>
    <message>
        <source>This curl command reads another file (%1), which is not looked into.</source>
        <translation>Cette commande curl lit un autre fichier (%1), qui n’est pas examiné.</translation>
    </message>
    <message>
        <source>the key&apos;s password</source>
        <translation>le mot de passe de la clé</translation>
    </message>
    <message>
        <source>This curl command has no URL.</source>
        <translation>Cette commande curl n’a pas d’URL.</translation>
    </message>
    <message>
        <source>the empty header %1</source>
        <translation>l’en-tête vide %1</translation>
    </message>
    <message>
        <source>This curl command asks for the secret itself.</source>
        <translation>Cette commande curl demande elle-même le secret.</translation>
    </message>
    <message>
        <source>the file sent as “%1”</source>
        <translation>le fichier envoyé comme « %1 »</translation>
    </message>
    <message>
        <source>what curl takes for no part of the value of “%1”</source>
        <translation>ce que curl ne compte pas dans la valeur de « %1 »</translation>
    </message>
    <message>
        <source>A quotation mark of this curl command is never closed.</source>
        <translation>Un guillemet de cette commande curl n’est jamais fermé.</translation>
    </message>
    <message>
        <source>It is a command of PowerShell&apos;s own, which is not read; what curl.exe is called with is.</source>
        <translation>C’est une commande propre à PowerShell, qui n’est pas lue ; un appel de curl.exe le serait.</translation>
    </message>
    <message>
        <source>This curl command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>Cette commande curl prend une valeur d’une variable ou d’une commande du shell, qui n’est pas dans le fichier.</translation>
    </message>
    <message>
        <source>curl wants a blank, not “=”, between %1 and its value.</source>
        <translation>curl attend un espace, et non « = », entre %1 et sa valeur.</translation>
    </message>
    <message>
        <source>The value of %1 is missing in this curl command.</source>
        <translation>La valeur de %1 manque dans cette commande curl.</translation>
    </message>
    <message>
        <source>It holds more than %1 curl commands.</source>
        <translation>Il y a plus de %1 commandes curl.</translation>
    </message>
    <message>
        <source>A document&apos;s quotation marks, dashes or blanks were read as a shell&apos;s.</source>
        <translation>Les guillemets, tirets ou espaces d’un document ont été lus comme ceux d’un shell.</translation>
    </message>
    <message>
        <source>Blanks between the mark that continues a line and the line&apos;s end were passed over.</source>
        <translation>Des espaces entre la marque de continuation de la ligne et la fin de la ligne ont été ignorés.</translation>
    </message>
    <message>
        <source>There is no provider file for any server, as “oauth2” is.</source>
        <translation>Il n’y a pas de fichier de fournisseur pour un serveur quelconque, comme « oauth2 ».</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>Le serveur n’accepte les clients que par %1, que Tokenwright ne prend pas en charge.</translation>
    </message>
    <message>
        <source>entry “%1”</source>
        <translation>entrée « %1 »</translation>
    </message>
    <message>
        <source>application “%1”</source>
        <translation>application « %1 »</translation>
    </message>
    <message>
        <source>user “%1”</source>
        <translation>utilisateur « %1 »</translation>
    </message>
    <message>
        <source>Not carried over: %1. It signs a person in.</source>
        <translation>Non repris : %1. Cela sert à connecter une personne.</translation>
    </message>
    <message>
        <source>Not carried over: the refresh token. It does not say for which of the applications it is.</source>
        <translation>Non repris : le jeton d’actualisation. Rien ne dit à quelle application il appartient.</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>utilisateur %1</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>« %1 » s’y trouve deux fois.</translation>
    </message>
    <message>
        <source>“%1” is there twice (%2).</source>
        <translation>« %1 » s’y trouve deux fois (%2).</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>Token endpoint: %1</source>
        <translation>Point de terminaison de jeton : %1</translation>
    </message>
    <message>
        <source>It was exported by a version of the program that this one does not understand.</source>
        <translation>Exporté par une version du programme que celle-ci ne comprend pas.</translation>
    </message>
    <message>
        <source>credential set %1</source>
        <translation>jeu d’identifiants %1</translation>
    </message>
    <message>
        <source>Tokenwright keeps its own files there</source>
        <translation>Tokenwright y garde ses propres fichiers</translation>
    </message>
    <message>
        <source>“%1” has a placeholder, which is left out.</source>
        <translation>« %1 » contient un texte à remplacer, qui est laissé de côté.</translation>
    </message>
    <message>
        <source>The client ID is a placeholder.</source>
        <translation>L’ID client est un texte à remplacer.</translation>
    </message>
    <message>
        <source>There is neither a client ID nor a client secret.</source>
        <translation>Il n’y a ni ID client ni secret client.</translation>
    </message>
    <message>
        <source>The client secret is a placeholder.</source>
        <translation>Le secret client est un texte à remplacer.</translation>
    </message>
    <message>
        <source>It does not say for which environment; taken for %1.</source>
        <translation>L’environnement n’est pas indiqué ; supposé être %1.</translation>
    </message>
    <message>
        <source>The client ID looks like one of %1.</source>
        <translation>L’ID client ressemble à ceux de %1.</translation>
    </message>
    <message>
        <source>user name and password in the URL</source>
        <translation>le nom d’utilisateur et le mot de passe dans l’URL</translation>
    </message>
    <message>
        <source>Not carried over: %1.</source>
        <translation>Non repris : %1.</translation>
    </message>
    <message>
        <source>The name in the file has characters that cannot be seen, or that reorder text; they were left out.</source>
        <translation>Le nom dans le fichier contient des caractères invisibles ou qui changent l’ordre du texte ; ils ont été retirés.</translation>
    </message>
    <message>
        <source>Of several values of “%1” the first is taken.</source>
        <translation>Parmi plusieurs valeurs de « %1 », la première est prise.</translation>
    </message>
    <message>
        <source>“%1” in the URL</source>
        <translation>« %1 » dans l’URL</translation>
    </message>
    <message>
        <source>“%1” moves from the URL into the body.</source>
        <translation>« %1 » passe de l’URL au corps.</translation>
    </message>
    <message>
        <source>The file has no value for %1; it is kept elsewhere and has to be typed.</source>
        <translation>Le fichier n’a pas de valeur pour %1 ; elle est conservée ailleurs et doit être saisie.</translation>
    </message>
    <message>
        <source>It asks for another grant (%1) than %2.</source>
        <translation>Le type d’octroi demandé (%1) n’est pas %2.</translation>
    </message>
    <message>
        <source>How the client authenticates (%1) is not known here.</source>
        <translation>La façon dont le client s’authentifie (%1) n’est pas prise en charge.</translation>
    </message>
    <message>
        <source>“%1”, which is for the authorization request</source>
        <translation>« %1 », qui sert à la requête d’autorisation</translation>
    </message>
    <message>
        <source>export of Tokenwright</source>
        <translation>export de Tokenwright</translation>
    </message>
    <message>
        <source>Postman collection</source>
        <translation>collection Postman</translation>
    </message>
    <message>
        <source>Postman environment</source>
        <translation>environnement Postman</translation>
    </message>
    <message>
        <source>Insomnia export</source>
        <translation>export Insomnia</translation>
    </message>
    <message>
        <source>Yaak export</source>
        <translation>export Yaak</translation>
    </message>
    <message>
        <source>Bruno collection</source>
        <translation>collection Bruno</translation>
    </message>
    <message>
        <source>OpenCollection (YAML of Bruno)</source>
        <translation>OpenCollection (YAML de Bruno)</translation>
    </message>
    <message>
        <source>environments of an HTTP client (http-client.env.json)</source>
        <translation>environnements d’un client HTTP (http-client.env.json)</translation>
    </message>
    <message>
        <source>OpenAPI document</source>
        <translation>document OpenAPI</translation>
    </message>
    <message>
        <source>key file of Google (JSON)</source>
        <translation>fichier de clé Google (JSON)</translation>
    </message>
    <message>
        <source>settings of a Docusign example (JSON)</source>
        <translation>réglages d’un exemple Docusign (JSON)</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (JSON)</source>
        <translation>configuration d’une bibliothèque cliente eBay (JSON)</translation>
    </message>
    <message>
        <source>environment variables in YAML (Docker Compose)</source>
        <translation>variables d’environnement en YAML (Docker Compose)</translation>
    </message>
    <message>
        <source>HTTP requests (.http)</source>
        <translation>requêtes HTTP (.http)</translation>
    </message>
    <message>
        <source>log-in command of Salesforce</source>
        <translation>commande de connexion à Salesforce</translation>
    </message>
    <message>
        <source>variables (.env, export, set, $env:)</source>
        <translation>variables (.env, export, set, $env:)</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (YAML)</source>
        <translation>configuration d’une bibliothèque cliente eBay (YAML)</translation>
    </message>
    <message>
        <source>It is a private key, which does not say whose it is: import it together with the file that does, or enter it in a credential set.</source>
        <translation>C’est une clé privée, qui ne dit pas à qui elle appartient : importez-la avec le fichier qui le dit, ou saisissez-la dans un jeu d’identifiants.</translation>
    </message>
    <message>
        <source>It gives values to variables, but none is called as a client ID is (…CLIENT_ID, …APP_ID, …API_KEY).</source>
        <translation>Des variables y reçoivent des valeurs, mais aucune ne porte un nom d’ID client (…CLIENT_ID, …APP_ID, …API_KEY).</translation>
    </message>
    <message>
        <source>It is none of the files that can be imported (%1).</source>
        <translation>Ce n’est aucun des fichiers qui peuvent être importés (%1).</translation>
    </message>
    <message>
        <source>as a whole</source>
        <translation>dans son ensemble</translation>
    </message>
    <message>
        <source>What looks like a %1 was not read; import it from a file of its own.</source>
        <translation>Un contenu du type %1 n’a pas été lu ; importez-le depuis un fichier à part.</translation>
    </message>
    <message>
        <source>It holds no credential set (read as %1).</source>
        <translation>Aucun jeu d’identifiants n’y figure (lu comme : %1).</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>entrée %1</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nouveau</translation>
    </message>
    <message>
        <source>new name</source>
        <translation>nouveau nom</translation>
    </message>
    <message>
        <source>exists</source>
        <translation>existe</translation>
    </message>
    <message>
        <source>needs a provider</source>
        <translation>fournisseur à indiquer</translation>
    </message>
    <message>
        <source>needs a value</source>
        <translation>valeur à indiquer</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ignoré</translation>
    </message>
    <message>
        <source>The same as “%1” (%2, %3).</source>
        <translation>Identique à « %1 » (%2, %3).</translation>
    </message>
    <message>
        <source>For which environment of %1 cannot be told.</source>
        <translation>Impossible de savoir pour quel environnement de %1.</translation>
    </message>
    <message>
        <source>There is “%1” already.</source>
        <translation>« %1 » existe déjà.</translation>
    </message>
    <message>
        <source>“%1” has this client ID already, with another secret.</source>
        <translation>« %1 » a déjà cet ID client, avec un autre secret.</translation>
    </message>
    <message>
        <source>The name “%1” is taken.</source>
        <translation>Le nom « %1 » est pris.</translation>
    </message>
    <message>
        <source>It cannot be read: %1.</source>
        <translation>Lecture impossible : %1.</translation>
    </message>
    <message>
        <source>It holds more files than any collection does; choose the folder of the collection itself.</source>
        <translation>Il contient plus de fichiers que n’en a aucune collection ; choisissez le dossier de la collection elle-même.</translation>
    </message>
    <message>
        <source>It is a folder without a file that can be imported.</source>
        <translation>C’est un dossier sans fichier à importer.</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear, and not everything in it was taken over: see to what is left before you delete it.</source>
        <translation>%1 contient encore des secrets en clair, et tout n’a pas été repris : occupez-vous du reste avant de le supprimer.</translation>
    </message>
    <message>
        <source>It is not valid JSON (%1: %2).</source>
        <translation>Ce n’est pas du JSON valide (%1 : %2).</translation>
    </message>
    <message>
        <source>A key is there twice (%1); which of them counts cannot be told.</source>
        <translation>Une clé s’y trouve deux fois (%1) ; impossible de savoir laquelle compte.</translation>
    </message>
    <message>
        <source>It is larger than %1 MiB, so it is no file of credentials.</source>
        <translation>Le fichier dépasse %1 Mio ; ce n’est donc pas un fichier d’identifiants.</translation>
    </message>
    <message>
        <source>It is not a text in UTF-8 or UTF-16.</source>
        <translation>Ce n’est pas un texte en UTF-8 ou UTF-16.</translation>
    </message>
    <message>
        <source>It is not a text file.</source>
        <translation>Ce n’est pas un fichier texte.</translation>
    </message>
    <message>
        <source>Its JSON is not an object.</source>
        <translation>Son JSON n’est pas un objet.</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>ligne %1</translation>
    </message>
    <message>
        <source>Choose its private key (%1) afterwards.</source>
        <translation>Choisissez ensuite sa clé privée (%1).</translation>
    </message>
    <message>
        <source>Google sign-in</source>
        <translation>Connexion Google</translation>
    </message>
    <message>
        <source>“%1” is missing.</source>
        <translation>« %1 » manque.</translation>
    </message>
    <message>
        <source>Its token_uri is not Google&apos;s, so the key is not taken over.</source>
        <translation>Son token_uri n’est pas celui de Google, la clé n’est donc pas reprise.</translation>
    </message>
    <message>
        <source>The file names no scopes: %1 is asked for unless you choose others.</source>
        <translation>Le fichier n’indique pas de portées : %1 est demandé, sauf si vous en choisissez d’autres.</translation>
    </message>
    <message>
        <source>Its private key is the one beside it.</source>
        <translation>Sa clé privée est celle qui se trouve à côté.</translation>
    </message>
    <message>
        <source>Enter the My Domain name of the organization afterwards.</source>
        <translation>Saisissez ensuite le nom My Domain de l’organisation.</translation>
    </message>
    <message>
        <source>This command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>Cette commande prend une valeur d’une variable ou d’une commande du shell, qui n’est pas dans le fichier.</translation>
    </message>
    <message>
        <source>security scheme “%1”</source>
        <translation>schéma de sécurité « %1 »</translation>
    </message>
    <message>
        <source>It only says by which issuer tokens are given (%1); add a credential set by that address.</source>
        <translation>On n’y trouve que l’émetteur des jetons (%1) ; ajoutez un jeu d’identifiants à partir de cette adresse.</translation>
    </message>
    <message>
        <source>It names no way to get a token.</source>
        <translation>Aucun moyen d’obtenir un jeton n’y est indiqué.</translation>
    </message>
    <message numerus="yes">
        <source>All %n scopes that it names are asked for; take out what the client was not granted.</source>
        <translation>
            <numerusform>La portée (%n) qui y figure est demandée ; retirez-la si elle n’a pas été accordée au client.</numerusform>
            <numerusform>Les %n portées qui y figurent sont toutes demandées ; retirez celles qui n’ont pas été accordées au client.</numerusform>
        </translation>
    </message>
    <message>
        <source>It names no token URL.</source>
        <translation>Aucune URL du jeton n’y figure.</translation>
    </message>
    <message>
        <source>Its token URL leaves something open: %1</source>
        <translation>Son URL du jeton est incomplète : %1</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>le proxy</translation>
    </message>
    <message>
        <source>It is a Postman collection of version 1; export it as v2.1.</source>
        <translation>C’est une collection Postman de version 1 ; exportez-la en v2.1.</translation>
    </message>
    <message>
        <source>Its token URL must be a plain https URL (http is for this computer alone).</source>
        <translation>Son URL du jeton doit être une simple URL https (http ne vaut que pour cet ordinateur).</translation>
    </message>
    <message>
        <source>No provider has its token URL.</source>
        <translation>Aucun fournisseur n’a son URL du jeton.</translation>
    </message>
    <message>
        <source>the JSON field “%1”</source>
        <translation>le champ JSON « %1 »</translation>
    </message>
    <message>
        <source>Sent as text: %1.</source>
        <translation>Envoyé comme texte : %1.</translation>
    </message>
    <message>
        <source>Its Basic header holds a placeholder.</source>
        <translation>Son en-tête Basic contient un texte à remplacer.</translation>
    </message>
    <message>
        <source>Its Basic header does not hold ID and secret in Base64.</source>
        <translation>Son en-tête Basic ne contient pas l’ID et le secret en Base64.</translation>
    </message>
    <message>
        <source>the client ID or secret that was sent a second time</source>
        <translation>l’ID client ou le secret envoyé une seconde fois</translation>
    </message>
    <message>
        <source>“+” in the client ID or secret was read as a blank, as servers read a form; %2B would be a plus.</source>
        <translation>« + » dans l’ID client ou le secret a été lu comme un espace, comme les serveurs lisent un formulaire ; %2B serait un plus.</translation>
    </message>
    <message>
        <source>Choose the private key afterwards that signs its assertions.</source>
        <translation>Choisissez ensuite la clé privée qui signe ses assertions.</translation>
    </message>
    <message>
        <source>Choose its certificate and private key (%1) afterwards.</source>
        <translation>Choisissez ensuite son certificat et sa clé privée (%1).</translation>
    </message>
    <message>
        <source>Choose its certificate (%1) and private key (%2) afterwards.</source>
        <translation>Choisissez ensuite son certificat (%1) et sa clé privée (%2).</translation>
    </message>
    <message>
        <source>It does not ask for a token.</source>
        <translation>Aucun jeton n’y est demandé.</translation>
    </message>
    <message>
        <source>Its body is not readable JSON.</source>
        <translation>Son corps n’est pas du JSON lisible.</translation>
    </message>
    <message>
        <source>Sent as a form instead of in parts (multipart/form-data).</source>
        <translation>Envoyé comme un formulaire au lieu de parties (multipart/form-data).</translation>
    </message>
    <message>
        <source>collection “%1”</source>
        <translation>collection « %1 »</translation>
    </message>
    <message>
        <source>%1, environment “%2”</source>
        <translation>%1, environnement « %2 »</translation>
    </message>
    <message>
        <source>It needs the variable “%1”, which is not in this file. Import the environment that has it together with it.</source>
        <translation>La variable « %1 » est nécessaire et n’est pas dans ce fichier. Importez en même temps l’environnement qui la contient.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>« %1 »</translation>
    </message>
    <message>
        <source>“%1”, which needs the variable “%2”</source>
        <translation>« %1 », qui a besoin de la variable « %2 »</translation>
    </message>
    <message>
        <source>authorisation “%1”</source>
        <translation>autorisation « %1 »</translation>
    </message>
    <message>
        <source>the token in the header “%1”</source>
        <translation>le jeton dans l’en-tête « %1 »</translation>
    </message>
    <message>
        <source>It is too large for a configuration file in YAML.</source>
        <translation>C’est trop gros pour un fichier de configuration en YAML.</translation>
    </message>
    <message>
        <source>It is not one YAML document with keys at its top.</source>
        <translation>Ce n’est pas un unique document YAML avec des clés au premier niveau.</translation>
    </message>
    <message>
        <source>It is not valid YAML (%1).</source>
        <translation>Ce n’est pas du YAML valide (%1).</translation>
    </message>
    <message>
        <source>It is not valid YAML.</source>
        <translation>Ce n’est pas du YAML valide.</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n seconde</numerusform>
            <numerusform>%n secondes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>The keychain keeps no “%1”; write its value.</source>
        <translation>Le trousseau ne conserve pas de « %1 » ; écrivez sa valeur.</translation>
    </message>
    <message>
        <source>Told in the list, and by a notice two weeks and three days before.</source>
        <translation>Indiqué dans la liste, et par une notification deux semaines et trois jours avant.</translation>
    </message>
    <message>
        <source>%1 days after it was entered, or a day such as 2027-06-30</source>
        <translation>%1 jours après sa saisie, ou une date comme 2027-06-30</translation>
    </message>
    <message>
        <source>a day such as 2027-06-30, if it is known</source>
        <translation>une date comme 2027-06-30, si elle est connue</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Ligne %1 : %2</translation>
    </message>
    <message>
        <source>there is no “=” in it.</source>
        <translation>il n’y a pas de « = ».</translation>
    </message>
    <message>
        <source>there is no name before the “=”.</source>
        <translation>il n’y a pas de nom avant le « = ».</translation>
    </message>
    <message>
        <source>“%1” has a field of its own.</source>
        <translation>« %1 » a son propre champ.</translation>
    </message>
    <message>
        <source>“%1” is set by the other fields.</source>
        <translation>« %1 » est défini par les autres champs.</translation>
    </message>
    <message>
        <source>there is no “:” in it.</source>
        <translation>il n’y a pas de « : ».</translation>
    </message>
    <message>
        <source>there is no name before the “:”.</source>
        <translation>il n’y a pas de nom avant le « : ».</translation>
    </message>
    <message>
        <source>an Authorization header cannot be set by hand. Choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>un en-tête Authorization ne peut pas être défini à la main. Choisissez une authentification du client, pour que le secret reste dans le trousseau.</translation>
    </message>
    <message>
        <source>The request cannot be shown: the private key in the keychain could not be read.</source>
        <translation>Impossible de montrer la requête : la clé privée du trousseau n’a pas pu être lue.</translation>
    </message>
    <message>
        <source>The preferences in %1 cannot be read: %2</source>
        <translation>Impossible de lire les préférences dans %1 : %2</translation>
    </message>
    <message>
        <source>The preferences could not be written to %1.</source>
        <translation>Impossible d’écrire les préférences dans %1.</translation>
    </message>
    <message>
        <source>Token endpoints</source>
        <translation>Points de terminaison de jeton</translation>
    </message>
    <message>
        <source>Its header says “%1” where others say Basic.</source>
        <translation>Son en-tête dit « %1 » là où d’autres disent Basic.</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides.</source>
        <translation>Un certificat TLS du client en plus.</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides, if there is one.</source>
        <translation>Un certificat TLS du client en plus, s’il y en a un.</translation>
    </message>
    <message>
        <source>The grant is a signed assertion (RFC 7523): the private key makes it, and it becomes the token.</source>
        <translation>L’octroi est une assertion signée (RFC 7523) : la clé privée la produit, et elle devient le jeton.</translation>
    </message>
    <message>
        <source> · %1</source>
        <translation> · %1</translation>
    </message>
    <message>
        <source>Where this is known from</source>
        <translation>Sources de ces informations</translation>
    </message>
    <message>
        <source>, seen %1</source>
        <translation>, consulté le %1</translation>
    </message>
    <message>
        <source>A: the vendor&apos;s own document. B: a repository or SDK of the vendor&apos;s, or what public code does. C: recalled and not confirmed.</source>
        <translation>A : un document du fournisseur lui-même. B : un dépôt ou un SDK du fournisseur, ou ce que fait du code public. C : de mémoire, sans confirmation.</translation>
    </message>
    <message>
        <source>Comes with Tokenwright; its id is “%1”.</source>
        <translation>Livré avec Tokenwright ; son ID est « %1 ».</translation>
    </message>
    <message>
        <source>Your own, from %1; its id is “%2”.</source>
        <translation>Le vôtre, dans %1 ; son ID est « %2 ».</translation>
    </message>
    <message numerus="yes">
        <source>Used by %n credential set(s).</source>
        <translation>
            <numerusform>Utilisé par %n jeu d’identifiants.</numerusform>
            <numerusform>Utilisé par %n jeux d’identifiants.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys:</source>
        <translation>Clés :</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Authentification du client</translation>
    </message>
    <message>
        <source>Headers of the token request</source>
        <translation>En-têtes de la requête de jeton</translation>
    </message>
    <message>
        <source>Headers of every call</source>
        <translation>En-têtes de chaque appel</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Règles</translation>
    </message>
    <message>
        <source>Checking a token</source>
        <translation>Vérification d’un jeton</translation>
    </message>
    <message>
        <source>This file was skipped.</source>
        <translation>Ce fichier a été ignoré.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>It is read again whenever it is saved.</source>
        <translation>Il est relu à chaque enregistrement.</translation>
    </message>
    <message numerus="yes">
        <source>used by %n set(s)</source>
        <translation>
            <numerusform>utilisé par %n jeu</numerusform>
            <numerusform>utilisé par %n jeux</numerusform>
        </translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Jeton</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoris</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Bac à sable</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>À surveiller</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>valide</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>gardé à jour</translation>
    </message>
    <message>
        <source>As chosen in the preferences: %1</source>
        <translation>Selon le choix dans les préférences : %1</translation>
    </message>
    <message>
        <source>Have the provider end the token: nobody can use it any more</source>
        <translation>Demander au fournisseur de révoquer le jeton : plus personne ne pourra l’utiliser</translation>
    </message>
    <message>
        <source>The provider&apos;s file names no address where tokens are revoked</source>
        <translation>Le fichier du fournisseur n’indique pas d’adresse où révoquer les jetons</translation>
    </message>
    <message>
        <source>About Tokenwright</source>
        <translation>À propos de Tokenwright</translation>
    </message>
    <message>
        <source>Tokenwright %1</source>
        <translation>Tokenwright %1</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.
Secrets are kept in: %1</source>
        <translation>Des jetons d’accès OAuth 2.0 à portée de main.
Secrets conservés dans : %1</translation>
    </message>
    <message>
        <source>&amp;Copy bearer header</source>
        <translation>Copier &amp;l’en-tête Bearer</translation>
    </message>
    <message>
        <source>Copy “Authorization: Bearer …”; mints a token first if none is valid</source>
        <translation>Copier « Authorization: Bearer … » ; obtient d’abord un jeton si aucun n’est valide</translation>
    </message>
    <message>
        <source>Copy &amp;as…</source>
        <translation>Copier &amp;au format…</translation>
    </message>
    <message>
        <source>Cop&amp;y in your usual format</source>
        <translation>Copier au format &amp;habituel</translation>
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
        <translation>Copier l’en-tête même si son jeton expire dans quelques instants</translation>
    </message>
    <message>
        <source>&amp;Mint token</source>
        <translation>&amp;Obtenir un jeton</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>Ask the provider for a new token even if one is valid</source>
        <translation>Demander un nouveau jeton au fournisseur, même s’il y en a un valide</translation>
    </message>
    <message>
        <source>Keep fres&amp;h</source>
        <translation>&amp;Garder à jour</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Renew the token before it runs out, while Tokenwright runs</source>
        <translation>Renouveler le jeton avant son expiration, tant que Tokenwright est lancé</translation>
    </message>
    <message>
        <source>Chec&amp;k token</source>
        <translation>V&amp;érifier le jeton</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>For&amp;get token</source>
        <translation>Ou&amp;blier le jeton</translation>
    </message>
    <message>
        <source>Drop the token that is kept; the next copy mints another</source>
        <translation>Supprimer le jeton conservé ; la prochaine copie en obtient un autre</translation>
    </message>
    <message>
        <source>Revoke &amp;token…</source>
        <translation>Révoquer le &amp;jeton…</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>Annul&amp;er</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>Stop what is under way</source>
        <translation>Arrêter l’opération en cours</translation>
    </message>
    <message>
        <source>&amp;Edit credential set</source>
        <translation>&amp;Modifier le jeu d’identifiants</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>R&amp;otate secret…</source>
        <translation>&amp;Remplacer le secret…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>A new secret, tried before it takes the place of the old one</source>
        <translation>Un nouveau secret, essayé avant de prendre la place de l’ancien</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>D&amp;upliquer</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Dup&amp;licate to the other environment…</source>
        <translation>Dupliquer da&amp;ns l’autre environnement…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+D</source>
        <translation>Ctrl+Shift+D</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>&amp;Favori</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Keep it at hand among the favourites</source>
        <translation>Le garder à portée de main parmi les favoris</translation>
    </message>
    <message>
        <source>&amp;Remove credential set</source>
        <translation>Supprimer le jeu d’iden&amp;tifiants</translation>
    </message>
    <message>
        <source>Undo remove</source>
        <translation>Annuler la suppression</translation>
    </message>
    <message>
        <source>Bring back what was removed just now</source>
        <translation>Rétablir ce qui vient d’être supprimé</translation>
    </message>
    <message>
        <source>&amp;Add credential set</source>
        <translation>&amp;Ajouter un jeu d’identifiants</translation>
    </message>
    <message>
        <source>Keep a key and secret of a provider</source>
        <translation>Conserver un ID et un secret d’un fournisseur</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importer…</translation>
    </message>
    <message>
        <source>Ctrl+I</source>
        <translation>Ctrl+I</translation>
    </message>
    <message>
        <source>Import from the clip&amp;board</source>
        <translation>Importer &amp;depuis le presse-papiers</translation>
    </message>
    <message>
        <source>Read a curl command, or lines of a .env file, that was copied</source>
        <translation>Lire une commande curl ou des lignes d’un fichier .env qui ont été copiées</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xporter…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Write the credential sets, without their secrets, to a file</source>
        <translation>Écrire les jeux d’identifiants dans un fichier, sans leurs secrets</translation>
    </message>
    <message>
        <source>Fi&amp;nd</source>
        <translation>R&amp;echercher</translation>
    </message>
    <message>
        <source>Pro&amp;viders…</source>
        <translation>Fourni&amp;sseurs…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Préférences…</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation>Raccourcis cla&amp;vier</translation>
    </message>
    <message>
        <source>&amp;About Tokenwright</source>
        <translation>À propos de To&amp;kenwright</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>%1 would get the token in clear, for everybody on the way to read. Use https; plain http is for 127.0.0.1, localhost and [::1] alone.</source>
        <translation>%1 recevrait le jeton en clair, lisible par tous sur le trajet. Utilisez https ; http sans chiffrement est réservé à 127.0.0.1, localhost et [::1].</translation>
    </message>
    <message>
        <source>--variable knows no “%1”; it takes one of %2.</source>
        <translation>--variable ne connaît pas « %1 » ; valeurs possibles : %2.</translation>
    </message>
    <message>
        <source>--variable knows no “%1” here.</source>
        <translation>--variable ne connaît pas « %1 » ici.</translation>
    </message>
    <message>
        <source>--environment is missing; it takes one of %1.</source>
        <translation>--environment manque ; valeurs possibles : %1.</translation>
    </message>
    <message>
        <source>“%1” may not hold “%2”: it would change the URL that the value is put into.</source>
        <translation>« %1 » ne peut pas contenir « %2 » : cela changerait l’URL dans laquelle la valeur est insérée.</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>avertissement : %1</translation>
    </message>
    <message>
        <source>%1 is used (%2), with the warnings above.</source>
        <translation>%1 est utilisé (%2), avec les avertissements ci-dessus.</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>une liste</translation>
    </message>
    <message>
        <source>what matches %1</source>
        <translation>une valeur conforme à %1</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 ou plus</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>de %1 à %2</translation>
    </message>
    <message>
        <source>each value once</source>
        <translation>chaque valeur une seule fois</translation>
    </message>
    <message>
        <source>field “%1” is not known and does nothing.</source>
        <translation>Le champ « %1 » n’est pas connu et ne fait rien.</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>autre chose</translation>
    </message>
    <message>
        <source>not JSON: %1 in line %2, column %3</source>
        <translation>pas du JSON : %1 à la ligne %2, colonne %3</translation>
    </message>
    <message>
        <source>the host of a tokenUrl or an apiBaseUrl</source>
        <translation>l’hôte d’un tokenUrl ou d’un apiBaseUrl</translation>
    </message>
    <message>
        <source>field “%1”: there is no variable “%2”.</source>
        <translation>champ « %1 » : il n’y a pas de variable « %2 ».</translation>
    </message>
    <message>
        <source>field “%1” is there twice; the last one counts</source>
        <translation>le champ « %1 » figure deux fois ; le dernier compte</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1 :</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>Variables d’environnement</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>A PEM file of certificates to trust besides the system&apos;s.</source>
        <translation>Un fichier PEM de certificats auxquels se fier en plus de ceux du système.</translation>
    </message>
    <message>
        <source>The server&apos;s host name was not found.</source>
        <translation>Le nom d’hôte du serveur est introuvable.</translation>
    </message>
    <message>
        <source>Check the network, the name server and the URL.</source>
        <translation>Vérifiez le réseau, le serveur de noms et l’URL.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Le serveur n’a pas répondu à temps.</translation>
    </message>
    <message>
        <source>Check the clock, the URL, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS. If your company signs its own certificates, name its CA file.</source>
        <translation>Vérifiez l’horloge, l’URL, le certificat du client si le serveur en demande un, et si un proxy intercepte TLS. Si votre entreprise signe ses propres certificats, indiquez son fichier de CA.</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear; delete it or take them out.</source>
        <translation>%1 contient encore des secrets en clair ; supprimez-le ou retirez-les.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Mint %n token(s)</source>
        <translation>
            <numerusform>&amp;Obtenir %n jeton</numerusform>
            <numerusform>&amp;Obtenir %n jetons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For&amp;get %n token(s)</source>
        <translation>
            <numerusform>Ou&amp;blier %n jeton</numerusform>
            <numerusform>Ou&amp;blier %n jetons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n credential set(s)</source>
        <translation>
            <numerusform>Supprimer %n jeu d’iden&amp;tifiants</numerusform>
            <numerusform>Supprimer %n jeux d’iden&amp;tifiants</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again later; if it stays so, the provider has moved its token endpoint.</source>
        <translation>Réessayez plus tard ; si cela persiste, le fournisseur a déplacé son point de terminaison de jeton.</translation>
    </message>
    <message>
        <source>Check the network and the name server.</source>
        <translation>Vérifiez le réseau et le serveur de noms.</translation>
    </message>
    <message>
        <source>Check the clock, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS.</source>
        <translation>Vérifiez l’horloge, le certificat du client si le serveur en veut un, et si un proxy intercepte TLS.</translation>
    </message>
    <message>
        <source>Something other than the token endpoint may have answered, such as a proxy or the sign-in page of a network.</source>
        <translation>Autre chose que le point de terminaison de jeton a peut-être répondu, comme un proxy ou la page de connexion d’un réseau.</translation>
    </message>
    <message>
        <source>The server %1 was not found</source>
        <translation>Le serveur %1 est introuvable</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échoué</translation>
    </message>
    <message>
        <source>Quick search…</source>
        <translation>Recherche rapide…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>One small search over all credential sets, whose Enter copies; the preferences give it a key of the whole desktop</source>
        <translation>Une petite recherche dans tous les jeux d’identifiants, où Entrée copie ; les préférences lui donnent une touche valable sur tout le bureau</translation>
    </message>
    <message>
        <source>The answer holds no token.</source>
        <translation>La réponse ne contient pas de jeton.</translation>
    </message>
    <message>
        <source>%1 rejected the credentials</source>
        <translation>%1 a refusé les identifiants</translation>
    </message>
    <message>
        <source>Ask the provider&apos;s API whether it takes the token; where there is none, one is minted first</source>
        <translation>Demander à l’API du fournisseur si elle accepte le jeton ; s’il n’y en a pas, un jeton est d’abord obtenu</translation>
    </message>
    <message>
        <source>Tokenwright knows no harmless call by which to check tokens of this provider</source>
        <translation>Tokenwright ne connaît aucun appel sans effet permettant de vérifier les jetons de ce fournisseur</translation>
    </message>
    <message>
        <source>Copy the current token &amp;without minting</source>
        <translation>&amp;Copier le jeton actuel sans en obtenir</translation>
    </message>
    <message>
        <source>Other folders for the files below.</source>
        <translation>D’autres dossiers pour les fichiers ci-dessous.</translation>
    </message>
    <message>
        <source>Says whose the credentials ACME are.</source>
        <translation>Indique à qui appartient le couple identifiant-secret ACME.</translation>
    </message>
    <message>
        <source>Whose credentials are that do not tell it themselves; may be repeated. The preview names the keys.</source>
        <translation>À qui appartient un couple identifiant-secret qui ne le dit pas lui-même ; peut être répété. L’aperçu indique quoi mettre pour KEY.</translation>
    </message>
    <message>
        <source>Remove “%1” (%2) and delete its credentials and token from the keychain?</source>
        <translation>Supprimer « %1 » (%2) et effacer son couple identifiant-secret et son jeton du trousseau ?</translation>
    </message>
    <message>
        <source>Edit the credential set and enter its credentials again.</source>
        <translation>Modifiez le jeu d’identifiants et saisissez de nouveau son couple identifiant-secret.</translation>
    </message>
    <message>
        <source>Check the credentials, the environment and the scopes of this credential set.</source>
        <translation>Vérifiez le couple identifiant-secret, l’environnement et les portées de ce jeu d’identifiants.</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name: it can only be kept with the credentials, in the keychain.</source>
        <translation>« %1 » est un secret d’après son nom : il ne peut être conservé qu’avec le couple identifiant-secret, dans le trousseau.</translation>
    </message>
    <message>
        <source>Enter the %1 as well, or leave all credentials empty to keep them as they are.</source>
        <translation>Remplissez aussi le champ %1, ou laissez tout le couple identifiant-secret vide pour le garder tel quel.</translation>
    </message>
    <message>
        <source>Basic header (ID and secret)</source>
        <translation>En-tête Basic du couple identifiant-secret</translation>
    </message>
    <message>
        <source>The client may not use refresh tokens, or this one was given to another client: check that the credentials are those that the refresh token was given to.</source>
        <translation>Le client n’a pas le droit d’utiliser des jetons d’actualisation, ou celui-ci a été émis pour un autre client : vérifiez que le jeton d’actualisation a bien été émis pour ce couple identifiant-secret.</translation>
    </message>
    <message>
        <source>The server does not accept these credentials: check the client ID, the client secret and the environment; if they are right, try another client authentication.</source>
        <translation>Le serveur n’accepte pas ce couple identifiant-secret : vérifiez l’ID client, le secret client et l’environnement ; s’ils sont corrects, essayez une autre authentification du client.</translation>
    </message>
    <message>
        <source>Whose credentials these are cannot be told.</source>
        <translation>Impossible de savoir à qui appartient ce couple identifiant-secret.</translation>
    </message>
    <message>
        <source>“%1” is a secret and is not taken over; enter it with the credentials afterwards.</source>
        <translation>« %1 » est un secret et n’est pas repris ; saisissez-le ensuite avec le couple identifiant-secret.</translation>
    </message>
    <message>
        <source>“%1” has these credentials already.</source>
        <translation>« %1 » a déjà ce couple identifiant-secret.</translation>
    </message>
    <message>
        <source>It is added without its credentials unless they are typed.</source>
        <translation>L’ajout se fait sans son couple identifiant-secret, sauf si vous le saisissez.</translation>
    </message>
    <message>
        <source>The file holds no secret; enter the credentials afterwards.</source>
        <translation>Le fichier ne contient pas de secret ; saisissez le couple identifiant-secret ensuite.</translation>
    </message>
    <message>
        <source>Such a document holds no credentials; they have to be typed.</source>
        <translation>Un tel document ne contient pas de couple identifiant-secret ; il doit être saisi.</translation>
    </message>
    <message>
        <source>It holds more credentials than any collection does.</source>
        <translation>Il y a plus de couples identifiant-secret que n’en a aucune collection.</translation>
    </message>
    <message>
        <source>Change the name, the credentials or the scopes</source>
        <translation>Changer le nom, le couple identifiant-secret ou les portées</translation>
    </message>
    <message>
        <source>A second credential set with the same credentials</source>
        <translation>Un second jeu d’identifiants avec le même couple identifiant-secret</translation>
    </message>
    <message>
        <source>The like of it for production, or for the sandbox, with credentials to enter</source>
        <translation>Le même pour la production, ou pour le bac à sable, avec un couple identifiant-secret à saisir</translation>
    </message>
    <message>
        <source>Delete the credentials and the token from the keychain</source>
        <translation>Effacer le couple identifiant-secret et le jeton du trousseau</translation>
    </message>
    <message>
        <source>Read credentials from files of other programs</source>
        <translation>Lire des couples identifiant-secret dans les fichiers d’autres programmes</translation>
    </message>
    <message>
        <source>Tokens may go to %1 from now on.</source>
        <translation>Les jetons peuvent désormais être envoyés à %1.</translation>
    </message>
    <message>
        <source>The secret may go to the token endpoint, and tokens to the API, as they are now.</source>
        <translation>Le secret peut être envoyé au point de terminaison de jeton et les jetons à l’API, tels qu’ils sont maintenant.</translation>
    </message>
    <message>
        <source>API moved</source>
        <translation>API déplacée</translation>
    </message>
    <message>
        <source>The token is meant for another server</source>
        <translation>Le jeton est destiné à un autre serveur</translation>
    </message>
    <message>
        <source>The token is meant for another server.</source>
        <translation>Le jeton est destiné à un autre serveur.</translation>
    </message>
    <message>
        <source>Confirm the new server before a token is sent there.</source>
        <translation>Confirmez le nouveau serveur avant qu’un jeton y soit envoyé.</translation>
    </message>
    <message>
        <source>It may go to %1 and would go to %2.</source>
        <translation>Il peut être envoyé à %1 et serait envoyé à %2.</translation>
    </message>
    <message>
        <source>“%1” keeps an old secret already; forget that one (--forget-old) before another is kept.</source>
        <translation>« %1 » garde déjà un ancien secret ; oubliez celui-ci (--forget-old) avant d’en garder un autre.</translation>
    </message>
    <message>
        <source>With %1 curl would send the token to whichever server an answer names. Give the URL that it leads to instead.</source>
        <translation>Avec %1, curl enverrait le jeton à n’importe quel serveur nommé par une réponse. Donnez plutôt l’URL à laquelle cela mène.</translation>
    </message>
    <message>
        <source>Discard what was entered?</source>
        <translation>Abandonner la saisie ?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Continuer la saisie</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --header %1={secret:%1} and --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>« %1 » est secret et ne peut pas être un argument ; indiquez --header %1={secret:%1} et --secret-parameter %1=FICHIER, où - est l’entrée standard.</translation>
    </message>
    <message>
        <source>An extra request header, not secret; {secret:NAME} in it stands for a secret parameter. An empty value takes it out.</source>
        <translation>Un en-tête supplémentaire de la requête, non secret ; {secret:NAME} y représente un paramètre secret. Une valeur vide le retire.</translation>
    </message>
    <message>
        <source>Lists the providers, or says what one needs or what is wrong with a provider file.</source>
        <translation>Liste les fournisseurs, ou dit ce dont l’un a besoin ou ce qui ne va pas dans un fichier de fournisseur.</translation>
    </message>
    <message>
        <source>Its environments, variables, parameters and scopes.</source>
        <translation>Ses environnements, variables, paramètres et scopes.</translation>
    </message>
    <message>
        <source>Only “show PROVIDER” or “validate FILE” can follow.</source>
        <translation>Seul « show PROVIDER » ou « validate FILE » peut suivre.</translation>
    </message>
    <message>
        <source>settings of a program (JSON, YAML)</source>
        <translation>paramètres d’un programme (JSON, YAML)</translation>
    </message>
    <message>
        <source>The program writes the header “%1” itself; take it out.</source>
        <translation>Le programme écrit lui-même l’en-tête « %1 » ; retirez-le.</translation>
    </message>
    <message>
        <source>a header that the program does not write itself</source>
        <translation>un en-tête que le programme n’écrit pas lui-même</translation>
    </message>
    <message>
        <source>“%1” takes options alone, not “%2”.</source>
        <translation>« %1 » n’accepte que des options, pas « %2 ».</translation>
    </message>
    <message>
        <source>“%1” is no option of tokenwright, which shows the window. Commands are for tokenwright-cli.</source>
        <translation>« %1 » n’est pas une option de tokenwright, qui affiche la fenêtre. Les commandes sont pour tokenwright-cli.</translation>
    </message>
    <message>
        <source>A part of Tokenwright cannot be loaded (%1). Start Tokenwright again if it was updated just now; otherwise install it anew.</source>
        <translation>Une partie de Tokenwright ne peut pas être chargée (%1). Relancez Tokenwright s’il vient d’être mis à jour ; sinon, réinstallez-le.</translation>
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
        <translation>Afficher les re&amp;vendications</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>Aucun jeu d’identifiants n’est sélectionné.</translation>
    </message>
    <message>
        <source>There is no valid token. Mint one to see what is in it.</source>
        <translation>Il n’y a pas de jeton valide. Obtenez-en un pour voir ce qu’il contient.</translation>
    </message>
    <message>
        <source>Waiting for the keychain…</source>
        <translation>En attente du trousseau…</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Portées</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>Accordées</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Demandées</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n de plus</numerusform>
            <numerusform>%n de plus</numerusform>
        </translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Revendications</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>En-tête</translation>
    </message>
    <message>
        <source>The claims are read from the token on this computer; nothing is sent.</source>
        <translation>Les revendications sont lues dans le jeton, sur cet ordinateur ; rien n’est envoyé.</translation>
    </message>
    <message>
        <source>The answer does not say.</source>
        <translation>La réponse ne le dit pas.</translation>
    </message>
    <message>
        <source>Those asked for; the answer names none.</source>
        <translation>Celles demandées ; la réponse n’en nomme aucune.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ClipboardCountdown</name>
    <message>
        <source>Clear now</source>
        <translation>Vider maintenant</translation>
    </message>
    <message>
        <source>Take the copied secret off the clipboard</source>
        <translation>Retirer le secret copié du presse-papiers</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The clipboard is cleared in %1 s.</source>
        <translation>Le presse-papiers sera vidé dans %1 s.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CopyController</name>
    <message>
        <source>It is an earlier token.</source>
        <translation>C’est un jeton précédent.</translation>
    </message>
    <message>
        <source>The token is in memory alone and gone when you quit.</source>
        <translation>Le jeton n’est qu’en mémoire et disparaîtra quand vous quitterez.</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>Le jeton de %1 est prêt ; il n’a pas été copié car le presse-papiers sert à autre chose.</translation>
    </message>
    <message>
        <source>%1 was not copied because the clipboard is in use for something else. Copy once more.</source>
        <translation>%1 n’a pas été copié car le presse-papiers sert à autre chose. Copiez de nouveau.</translation>
    </message>
    <message>
        <source>%1 was not copied: the desktop lets only the window that you work in change the clipboard. Copy once more.</source>
        <translation>%1 n’a pas été copié : le bureau ne laisse que la fenêtre active modifier le presse-papiers. Copiez de nouveau.</translation>
    </message>
    <message>
        <source>Copied %1 of %2.</source>
        <translation>Copié : %1 de %2.</translation>
    </message>
    <message>
        <source>Minted a token for %1.</source>
        <translation>Jeton obtenu pour %1.</translation>
    </message>
    <message>
        <source>It lives %1.</source>
        <translation>Durée de vie : %1.</translation>
    </message>
    <message>
        <source>It is kept in memory and gone when you quit.</source>
        <translation>Il n’est gardé qu’en mémoire et disparaîtra quand vous quitterez.</translation>
    </message>
    <message>
        <source>a removed credential set</source>
        <translation>un jeu d’identifiants supprimé</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>« %1 » (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Minted %n token(s).</source>
        <translation>
            <numerusform>%n jeton obtenu.</numerusform>
            <numerusform>%n jetons obtenus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Minted %1 of %2 tokens. The list says what became of the others.</source>
        <translation>%1 jetons obtenus sur %2. La liste indique ce qu’il en est des autres.</translation>
    </message>
    <message>
        <source>Nothing was copied.</source>
        <translation>Rien n’a été copié.</translation>
    </message>
    <message>
        <source>%1 makes the present token invalid as soon as it gives a new one. Of the present one there is %2.</source>
        <translation>%1 invalide le jeton actuel dès qu’il en donne un nouveau. Jeton actuel : %2.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CountdownModel</name>
    <message>
        <source>Cancel “%1”</source>
        <translation>Annuler « %1 »</translation>
    </message>
    <message>
        <source>Copy bearer header of “%1”</source>
        <translation>Copier l’en-tête Bearer de « %1 »</translation>
    </message>
    <message>
        <source>waiting for the keychain…</source>
        <translation>en attente du trousseau…</translation>
    </message>
    <message>
        <source>waiting for its turn…</source>
        <translation>en attente de son tour…</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>gardé à jour</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>favori</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Copy bearer header</source>
        <translation>Copier l’en-tête Bearer</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>expiration : %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialDialog</name>
    <message>
        <source>Add credential set</source>
        <translation>Ajouter un jeu d’identifiants</translation>
    </message>
    <message>
        <source>Edit credential set</source>
        <translation>Modifier le jeu d’identifiants</translation>
    </message>
    <message>
        <source>There is no provider file for “%1”, so this credential set can be neither used nor changed. Nothing of it is lost: put the file back and start Tokenwright again.</source>
        <translation>Il n’y a pas de fichier de fournisseur pour « %1 », ce jeu d’identifiants ne peut donc être ni utilisé ni modifié. Rien n’en est perdu : remettez le fichier en place et relancez Tokenwright.</translation>
    </message>
    <message>
        <source>Save and &amp;mint</source>
        <translation>Enregistrer et &amp;obtenir un jeton</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Save and mint</source>
        <translation>Enregistrer et obtenir un jeton</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Leave empty to keep it unchanged</source>
        <translation>Laisser vide pour ne pas le changer</translation>
    </message>
    <message>
        <source>Saving to the keychain…</source>
        <translation>Enregistrement dans le trousseau…</translation>
    </message>
    <message>
        <source>Another token endpoint</source>
        <translation>Autre point de terminaison de jeton</translation>
    </message>
    <message>
        <source>It is not known which server the secret was saved for. Send it to %1 from now on?</source>
        <translation>On ne sait pas pour quel serveur le secret a été enregistré. L’envoyer à %1 désormais ?</translation>
    </message>
    <message>
        <source>The secret was saved for %1.
Send it to %2 from now on?</source>
        <translation>Le secret a été enregistré pour %1.
L’envoyer à %2 désormais ?</translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation>L’y envoyer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>It is being saved at this moment. If that fails, it is lost.</source>
        <translation>L’enregistrement est en cours. S’il échoue, la saisie est perdue.</translation>
    </message>
    <message>
        <source>Saved. No token was minted.</source>
        <translation>Enregistré. Aucun jeton n’a été obtenu.</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>Le jeton actuel ne sera plus valide</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>Obtenir un nouveau jeton pour « %1 » ?</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>En obtenir un nouveau</translation>
    </message>
    <message>
        <source>Saved. Minting a token…</source>
        <translation>Enregistré. Obtention d’un jeton…</translation>
    </message>
    <message>
        <source>Saved. %1</source>
        <translation>Enregistré. %1</translation>
    </message>
    <message>
        <source>Saved. Minting was stopped.</source>
        <translation>Enregistré. L’obtention du jeton a été arrêtée.</translation>
    </message>
    <message>
        <source>Saved, but no token was minted. %1</source>
        <translation>Enregistré, mais aucun jeton n’a été obtenu. %1</translation>
    </message>
    <message>
        <source>Saved. Minting a token… %1 s</source>
        <translation>Enregistré. Obtention d’un jeton… %1 s</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>Lecture du couple identifiant-secret dans le trousseau…</translation>
    </message>
    <message>
        <source>The keychain holds no credentials for this credential set. Enter them again and save.</source>
        <translation>Le trousseau ne contient pas de couple identifiant-secret pour ce jeu d’identifiants. Saisissez-le de nouveau et enregistrez.</translation>
    </message>
    <message>
        <source>The credentials could not be read: %1 You can change the rest without them, or enter new ones.</source>
        <translation>Impossible de lire le couple identifiant-secret : %1 Vous pouvez modifier le reste sans lui, ou saisir un nouveau couple.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialFields</name>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>No provider has “%1” in its name; it is still %2.</source>
        <translation>Aucun fournisseur n’a « %1 » dans son nom ; c’est toujours %2.</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Environnement</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>ID client</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secret client</translation>
    </message>
    <message>
        <source>Token URL: %1</source>
        <translation>URL du jeton : %1</translation>
    </message>
    <message>
        <source>From an issuer or API URL…</source>
        <translation>Depuis l’URL d’un émetteur ou d’une API…</translation>
    </message>
    <message>
        <source>For others there is “%1”.</source>
        <translation>Pour les autres, il y a « %1 ».</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialRegistry</name>
    <message>
        <source>A credential set needs a name.</source>
        <translation>Un jeu d’identifiants doit avoir un nom.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in this environment already.</source>
        <translation>Un jeu d’identifiants nommé « %1 » existe déjà dans cet environnement.</translation>
    </message>
    <message>
        <source>A row of credential-sets.json cannot be read and is left as it is%1. %2</source>
        <translation>credential-sets.json contient une entrée illisible%1. Elle est laissée telle quelle. %2</translation>
    </message>
    <message>
        <source>: “%1”</source>
        <translation>, « %1 »</translation>
    </message>
    <message>
        <source>%1 is gone, although %2 knows tokens of its credential sets. Put it back; to begin anew without it, remove the other file as well.</source>
        <translation>%1 a disparu, alors que %2 connaît des jetons de ses jeux d’identifiants. Remettez-le en place ; pour repartir de zéro sans lui, supprimez aussi l’autre fichier.</translation>
    </message>
    <message>
        <source>Another has the same “id”.</source>
        <translation>Une autre a le même « id ».</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialTable</name>
    <message>
        <source>Credential sets</source>
        <translation>Jeux d’identifiants</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsHeader</name>
    <message>
        <source>Favourite</source>
        <translation>Favori</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Autres actions</translation>
    </message>
    <message>
        <source>Take it from the favourites</source>
        <translation>Retirer des favoris</translation>
    </message>
    <message>
        <source>Put it among the favourites</source>
        <translation>Ajouter aux favoris</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Masquer les détails</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Afficher les détails</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) selected</source>
        <translation>
            <numerusform>%n jeu d’identifiants sélectionné</numerusform>
            <numerusform>%n jeux d’identifiants sélectionnés</numerusform>
        </translation>
    </message>
    <message>
        <source>shown: %1</source>
        <translation>affiché : %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Jeton</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>Aucun jeu d’identifiants n’est sélectionné.</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>expiration : %1</translation>
    </message>
    <message>
        <source>expired at %1</source>
        <translation>expiré : %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>gardé à jour</translation>
    </message>
    <message>
        <source>waiting for the keychain</source>
        <translation>en attente du trousseau</translation>
    </message>
    <message>
        <source>waiting for other requests to end</source>
        <translation>en attente de la fin d’autres requêtes</translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>en attente de %1</translation>
    </message>
    <message>
        <source>minting… %1 s · %2</source>
        <translation>obtention… %1 s · %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DiscoveryDialog</name>
    <message>
        <source>Find a server</source>
        <translation>Rechercher un serveur</translation>
    </message>
    <message>
        <source>Issuer, API or MCP URL</source>
        <translation>URL d’émetteur, d’API ou de serveur MCP</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Rechercher</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Émetteur</translation>
    </message>
    <message>
        <source>Token URL</source>
        <translation>URL du jeton</translation>
    </message>
    <message>
        <source>Revocation URL</source>
        <translation>URL de révocation</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Authentification du client</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>Algorithmes</translation>
    </message>
    <message>
        <source>Found in</source>
        <translation>Trouvé dans</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Portées</translation>
    </message>
    <message>
        <source>&amp;Use these</source>
        <translation>&amp;Utiliser ces valeurs</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Utiliser ces valeurs</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Enter the URL of an issuer, of an API or of an MCP server.</source>
        <translation>Saisissez l’URL d’un émetteur, d’une API ou d’un serveur MCP.</translation>
    </message>
    <message>
        <source>It was stopped before anything was found.</source>
        <translation>La recherche a été arrêtée avant d’avoir trouvé quoi que ce soit.</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>Le serveur n’accepte les clients que par %1, que Tokenwright ne prend pas en charge.</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Interrogation de %1…</translation>
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
        <translation>Copiez un jeton valide en un clic</translation>
    </message>
    <message>
        <source>Keep the key and secret that a provider gave you in your keychain; the token is minted when you need it.</source>
        <translation>Conservez dans votre trousseau de clés l’ID et le secret qu’un fournisseur vous a donnés ; le jeton est obtenu quand vous en avez besoin.</translation>
    </message>
    <message>
        <source>or drop a .env or Postman file here, or paste a curl command (Ctrl+V)</source>
        <translation>ou déposez ici un fichier .env ou Postman, ou collez une commande curl (Ctrl+V)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ExpiryNotices</name>
    <message>
        <source>Token renewed</source>
        <translation>Jeton renouvelé</translation>
    </message>
    <message>
        <source>Token not renewed</source>
        <translation>Jeton non renouvelé</translation>
    </message>
    <message>
        <source>The token of %1 could not be renewed: %2</source>
        <translation>Le jeton de %1 n’a pas pu être renouvelé : %2</translation>
    </message>
    <message>
        <source>Token about to expire</source>
        <translation>Jeton bientôt expiré</translation>
    </message>
    <message>
        <source>The token of %1 expires in %2.</source>
        <translation>Le jeton de %1 expire dans %2.</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>Renouveler</translation>
    </message>
    <message>
        <source>Token expired</source>
        <translation>Jeton expiré</translation>
    </message>
    <message>
        <source>The token of %1 has expired.</source>
        <translation>Le jeton de %1 a expiré.</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired</source>
        <translation>
            <numerusform>%n jeton a expiré</numerusform>
            <numerusform>%n jetons ont expiré</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired or are about to</source>
        <translation>
            <numerusform>%n jeton a expiré ou va bientôt expirer</numerusform>
            <numerusform>%n jetons ont expiré ou vont bientôt expirer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 et %n autre</numerusform>
            <numerusform>%1 et %n autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) could not be renewed</source>
        <translation>
            <numerusform>%n jeton n’a pas pu être renouvelé</numerusform>
            <numerusform>%n jetons n’ont pas pu être renouvelés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::FailureBlock</name>
    <message>
        <source>Edit credential set</source>
        <translation>Modifier le jeu d’identifiants</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Retry with the base scope alone…</source>
        <translation>Réessayer avec la seule portée de base…</translation>
    </message>
    <message>
        <source>Confirm the new endpoint…</source>
        <translation>Confirmer le nouveau point de terminaison…</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copier les détails</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>Copy what a support ticket needs, without secrets and without the token</source>
        <translation>Copier ce qu’il faut pour un ticket d’assistance, sans secrets et sans le jeton</translation>
    </message>
    <message>
        <source>Clear now</source>
        <translation>Vider maintenant</translation>
    </message>
    <message>
        <source>What it answered</source>
        <translation>Réponse du serveur</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>Rien n’a été copié ; le presse-papiers contient encore %1.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
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
        <translation>choix de QTKEYCHAIN_BACKEND</translation>
    </message>
    <message>
        <source>The library libgnome-keyring is not installed.</source>
        <translation>La bibliothèque libgnome-keyring n’est pas installée.</translation>
    </message>
    <message>
        <source>Qt runs without GLib&apos;s event loop (QT_NO_GLIB), which libsecret needs.</source>
        <translation>Qt fonctionne sans la boucle d’événements de GLib (QT_NO_GLIB), dont libsecret a besoin.</translation>
    </message>
    <message>
        <source>The library libsecret-1 is not installed.</source>
        <translation>La bibliothèque libsecret-1 n’est pas installée.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::GlobalKey</name>
    <message>
        <source>Search for a token to copy</source>
        <translation>Rechercher un jeton à copier</translation>
    </message>
    <message>
        <source>The key that you chose</source>
        <translation>Le raccourci que vous avez choisi</translation>
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
        <translation>Le nom ou la valeur d’un en-tête n’est pas autorisé par HTTP.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportChoice</name>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>P&amp;rovider</source>
        <translation>&amp;Fournisseur</translation>
    </message>
    <message>
        <source>&amp;Environment</source>
        <translation>&amp;Environnement</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>ID client</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secret client</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDelegate</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDialog</name>
    <message>
        <source>Import credential sets</source>
        <translation>Importer des jeux d’identifiants</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>Fichiers à importer</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n credential set(s).</source>
        <translation>
            <numerusform>%n jeu d’identifiants importé.</numerusform>
            <numerusform>%n jeux d’identifiants importés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>Choisir des fi&amp;chiers…</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Choisir des fichiers</translation>
    </message>
    <message>
        <source>Reads: %1.</source>
        <translation>Lit : %1.</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Co&amp;ller</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>Read what is on the clipboard, a curl command for example</source>
        <translation>Lire le contenu du presse-papiers, une commande curl par exemple</translation>
    </message>
    <message>
        <source>Nothing is kept before you press Import.</source>
        <translation>Rien n’est conservé avant que vous choisissiez Importer.</translation>
    </message>
    <message>
        <source>Nothing to import yet. Choose files, drop them here, or paste a curl command.</source>
        <translation>Rien à importer pour l’instant. Choisissez des fichiers, déposez-les ici ou collez une commande curl.</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importer</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>presse-papiers</translation>
    </message>
    <message>
        <source>clipboard (%1)</source>
        <translation>presse-papiers (%1)</translation>
    </message>
    <message>
        <source>The clipboard</source>
        <translation>Le presse-papiers</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>Looking for them in the keychain…</source>
        <translation>Recherche dans le trousseau…</translation>
    </message>
    <message>
        <source>Whether some of them are there already could not be seen. %1</source>
        <translation>Impossible de voir si certains existent déjà. %1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n credential set(s)</source>
        <translation>
            <numerusform>&amp;Importer %n jeu d’identifiants</numerusform>
            <numerusform>&amp;Importer %n jeux d’identifiants</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>Fer&amp;mer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Writing to the keychain…</source>
        <translation>Écriture dans le trousseau…</translation>
    </message>
    <message>
        <source>Not everything could be added; the list says why.</source>
        <translation>Tout n’a pas pu être ajouté ; la liste indique pourquoi.</translation>
    </message>
    <message>
        <source>Stopping after the one under way…</source>
        <translation>Arrêt après celui en cours…</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>Annuler l’importation</translation>
    </message>
    <message>
        <source>Leave without importing?</source>
        <translation>Quitter sans importer ?</translation>
    </message>
    <message>
        <source>The names you have given are forgotten.</source>
        <translation>Les noms que vous avez donnés seront oubliés.</translation>
    </message>
    <message>
        <source>What you have typed is forgotten.</source>
        <translation>Ce que vous avez saisi sera oublié.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Collections, environments and key files</source>
        <translation>Collections, environnements et fichiers de clés</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportList</name>
    <message>
        <source>What would be imported</source>
        <translation>Ce qui serait importé</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Re&amp;nommer</translation>
    </message>
    <message>
        <source>Choose &amp;provider and environment</source>
        <translation>Choisir le &amp;fournisseur et l’environnement</translation>
    </message>
    <message>
        <source>Tick &amp;all</source>
        <translation>Tout c&amp;ocher</translation>
    </message>
    <message>
        <source>&amp;Untick all</source>
        <translation>Tout &amp;décocher</translation>
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
        <translation>Ajouté</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>Non ajouté</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Laissé de côté</translation>
    </message>
    <message>
        <source>Will be added</source>
        <translation>Sera ajouté</translation>
    </message>
    <message>
        <source>Will be added under another name</source>
        <translation>Sera ajouté sous un autre nom</translation>
    </message>
    <message>
        <source>Is there already</source>
        <translation>Existe déjà</translation>
    </message>
    <message>
        <source>For which environment?</source>
        <translation>Pour quel environnement ?</translation>
    </message>
    <message>
        <source>Where is its token had?</source>
        <translation>Où s’obtient son jeton ?</translation>
    </message>
    <message>
        <source>Cannot be imported</source>
        <translation>Ne peut pas être importé</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>secret goes to %1</source>
        <translation>secret envoyé à %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>depuis %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>The secret goes to %1</source>
        <translation>Le secret est envoyé à %1</translation>
    </message>
    <message>
        <source>Client ID: %1</source>
        <translation>ID client : %1</translation>
    </message>
    <message>
        <source>From %1, %2</source>
        <translation>Depuis %1, %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Secret goes to</source>
        <translation>Secret envoyé à</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Ce qui se passe</translation>
    </message>
    <message>
        <source>Scopes: %1</source>
        <translation>Portées : %1</translation>
    </message>
    <message>
        <source>Will be added without its credentials</source>
        <translation>Sera ajouté sans son couple identifiant-secret</translation>
    </message>
    <message>
        <source>Whose credentials are these?</source>
        <translation>À qui appartient ce couple identifiant-secret ?</translation>
    </message>
</context>
<context>
    <name>Tokenwright::JsonFile</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>Impossible de lire %1 : %2</translation>
    </message>
    <message>
        <source>%1 was there and is gone. What it held is still known.</source>
        <translation>%1 était là et a disparu. Son contenu est encore connu.</translation>
    </message>
    <message>
        <source>it holds no JSON object</source>
        <translation>il ne contient pas d’objet JSON</translation>
    </message>
    <message>
        <source>%1 at byte %2</source>
        <translation>%1 à l’octet %2</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It is begun anew when it is written next, and the damaged one kept beside it.</source>
        <translation>%1 est endommagé (%2). Il sera recommencé à la prochaine écriture, et le fichier endommagé conservé à côté.</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It was left as it is; mend or remove it.</source>
        <translation>%1 est endommagé (%2). Il a été laissé tel quel ; réparez-le ou supprimez-le.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Impossible d’écrire %1 : %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KWallet</name>
    <message>
        <source>KDE&apos;s wallet answers</source>
        <translation>le portefeuille de KDE répond</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>Il n’y a pas de bus de session (D-Bus).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KernelSecretStore</name>
    <message>
        <source>Only Linux has a keyring of the kernel&apos;s.</source>
        <translation>Seul Linux a un trousseau du noyau.</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, which this system does not have</source>
        <translation>le trousseau du noyau, que ce système n’a pas</translation>
    </message>
    <message>
        <source>the preferences say so</source>
        <translation>choix des préférences</translation>
    </message>
    <message>
        <source>The kernel&apos;s room for keys of one user is used up (%1 keys, %2 bytes). Remove a credential set or a token, or raise kernel.keys.maxkeys and kernel.keys.maxbytes with sysctl.</source>
        <translation>La place que le noyau réserve aux clés d’un utilisateur est épuisée (%1 clés, %2 octets). Supprimez un jeu d’identifiants ou un jeton, ou augmentez kernel.keys.maxkeys et kernel.keys.maxbytes avec sysctl.</translation>
    </message>
    <message>
        <source>The kernel&apos;s keyring takes no value of this length.</source>
        <translation>Le trousseau du noyau n’accepte pas de valeur de cette longueur.</translation>
    </message>
    <message>
        <source>The kernel refuses its keyring here: %1.</source>
        <translation>Le noyau refuse ici son trousseau : %1.</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, until the machine is started again</source>
        <translation>le trousseau du noyau, jusqu’au redémarrage de la machine</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainJobs</name>
    <message numerus="yes">
        <source>No answer within %n second(s).</source>
        <translation>
            <numerusform>Pas de réponse en %n seconde.</numerusform>
            <numerusform>Pas de réponse en %n secondes.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is still busy with an earlier request. Nothing was asked of it now.</source>
        <translation>Il est encore occupé par une demande précédente. Rien ne lui a été demandé cette fois.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainSecretStore</name>
    <message>
        <source>An empty secret cannot be kept.</source>
        <translation>Un secret vide ne peut pas être conservé.</translation>
    </message>
    <message>
        <source>The keychain reported success, but does not hold what was written.</source>
        <translation>Le trousseau a annoncé un succès, mais ne contient pas ce qui a été écrit.</translation>
    </message>
    <message>
        <source>The keychain reported success, but still holds what was removed.</source>
        <translation>Le trousseau a annoncé un succès, mais contient encore ce qui a été supprimé.</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>Le trousseau est verrouillé.</translation>
    </message>
    <message>
        <source>The keychain may have to ask whether this program may use it.</source>
        <translation>Le trousseau doit peut-être demander si ce programme a le droit de l’utiliser.</translation>
    </message>
    <message>
        <source>There is no default keyring yet.</source>
        <translation>Il n’y a pas encore de trousseau par défaut.</translation>
    </message>
    <message>
        <source>It was locked before the change could be checked.</source>
        <translation>Il a été verrouillé avant que la modification puisse être vérifiée.</translation>
    </message>
    <message>
        <source>The keychain may still be asking somebody.</source>
        <translation>Le trousseau est peut-être encore en train de demander une réponse.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::LifetimeLine</name>
    <message>
        <source>Token</source>
        <translation>Jeton</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MainToolBar</name>
    <message>
        <source>Main</source>
        <translation>Barre principale</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
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
        <translation>Menu</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requêtes</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Revendications</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>Rien n’a été copié ; le presse-papiers contient encore %1.</translation>
    </message>
    <message>
        <source>Cancelled “%1”.</source>
        <translation>« %1 » a été annulé.</translation>
    </message>
    <message>
        <source>%1 (“%2”).</source>
        <translation>%1 (« %2 »).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MessageBar</name>
    <message>
        <source>No keychain service answers on this computer. Secrets that you enter now are kept in memory and are gone when you quit. Install and start gnome-keyring or KWallet to keep them.</source>
        <translation>Aucun service de trousseau de clés ne répond sur cet ordinateur. Les secrets que vous saisissez maintenant sont gardés en mémoire et disparaîtront quand vous quitterez. Installez et démarrez gnome-keyring ou KWallet pour les conserver.</translation>
    </message>
    <message>
        <source>A clipboard manager put back the secret that had been cleared: it keeps a history and does not heed what is marked as secret. Remove it there, or turn the history off.</source>
        <translation>Un gestionnaire de presse-papiers a rétabli le secret qui avait été effacé : il garde un historique et ignore ce qui est marqué comme secret. Supprimez-le dans ce gestionnaire, ou désactivez l’historique.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Ouvrir le fichier</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>“%1”: do not quit now. %2</source>
        <translation>« %1 » : ne quittez pas maintenant. %2</translation>
    </message>
    <message>
        <source>The provider file %1 was skipped: %2.</source>
        <translation>Le fichier de fournisseur %1 a été ignoré : %2.</translation>
    </message>
    <message>
        <source>Open provider file</source>
        <translation>Ouvrir le fichier du fournisseur</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message numerus="yes">
        <source>%n more; dismiss one to see the next.</source>
        <translation>
            <numerusform>Encore %n message ; fermez-en un pour voir le suivant.</numerusform>
            <numerusform>Encore %n messages ; fermez-en un pour voir le suivant.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::MoreOptions</name>
    <message>
        <source>orders, team-a</source>
        <translation>commandes, équipe-a</translation>
    </message>
    <message>
        <source>Kept in a plain file, as the tags are: no secrets here.</source>
        <translation>Conservées dans un fichier non chiffré, comme les étiquettes : pas de secrets ici.</translation>
    </message>
    <message>
        <source>As in the preferences</source>
        <translation>Comme dans les préférences</translation>
    </message>
    <message>
        <source>A token with less left than this is not used again.</source>
        <translation>Un jeton dont la durée restante est inférieure n’est plus utilisé.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>One “name=value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>Un « nom=valeur » par ligne. Les secrets, reconnus à leur nom, vont dans le trousseau, le reste dans un fichier non chiffré.</translation>
    </message>
    <message>
        <source>One “Name: value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>Un « Nom: valeur » par ligne. Les secrets, reconnus à leur nom, vont dans le trousseau, le reste dans un fichier non chiffré.</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Plus d’options</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>Expiration du secret</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Authentification du client</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>ID de la clé</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithme</translation>
    </message>
    <message>
        <source>Assertion audience</source>
        <translation>Destinataire de l’assertion</translation>
    </message>
    <message>
        <source>Extra parameters</source>
        <translation>Paramètres supplémentaires</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>En-têtes supplémentaires</translation>
    </message>
    <message>
        <source>Do not reuse below</source>
        <translation>Ne pas réutiliser en dessous de</translation>
    </message>
    <message>
        <source>Request preview</source>
        <translation>Aperçu de la requête</translation>
    </message>
    <message>
        <source>As the provider says (%1)</source>
        <translation>Par défaut (%1)</translation>
    </message>
    <message>
        <source>As usual (%1)</source>
        <translation>Valeur habituelle (%1)</translation>
    </message>
    <message>
        <source>As the key is</source>
        <translation>Selon la clé</translation>
    </message>
    <message>
        <source>the token URL</source>
        <translation>l’URL du jeton</translation>
    </message>
    <message>
        <source>That is the day of the secret before. Enter the new one&apos;s, or none.</source>
        <translation>C’est la date du secret précédent. Indiquez celle du nouveau, ou aucune.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NoMatch</name>
    <message>
        <source>There are no favourites yet.</source>
        <translation>Il n’y a pas encore de favoris.</translation>
    </message>
    <message>
        <source>No credential set is for production.</source>
        <translation>Aucun jeu d’identifiants n’est pour la production.</translation>
    </message>
    <message>
        <source>No credential set is for a sandbox.</source>
        <translation>Aucun jeu d’identifiants n’est pour un bac à sable.</translation>
    </message>
    <message>
        <source>Nothing needs attention.</source>
        <translation>Rien à surveiller.</translation>
    </message>
    <message>
        <source>No credential set under this filter matches “%1”.</source>
        <translation>Aucun jeu d’identifiants de ce filtre ne correspond à « %1 ».</translation>
    </message>
    <message>
        <source>No credential set matches “%1”.</source>
        <translation>Aucun jeu d’identifiants ne correspond à « %1 ».</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Effacer la recherche</translation>
    </message>
    <message>
        <source>After “is:” can stand: %1.</source>
        <translation>Après « is: » peut venir : %1.</translation>
    </message>
    <message>
        <source>After “env:” can stand: %1, or the name of an environment.</source>
        <translation>Après « env: » peut venir : %1, ou le nom d’un environnement.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NotesPage</name>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Whom to ask, what it is for, when it is renewed. Kept in a plain file: no secrets.</source>
        <translation>À qui s’adresser, à quoi il sert, quand il est renouvelé. Conservées dans un fichier non chiffré : pas de secrets.</translation>
    </message>
    <message>
        <source>shop, Europe</source>
        <translation>boutique, Europe</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>É&amp;tiquettes</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Not stored yet: %1</source>
        <translation>Pas encore enregistré : %1</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PairFields</name>
    <message>
        <source>Asked for once: the keychain keeps the key without it.</source>
        <translation>Demandée une seule fois : le trousseau conserve la clé sans elle.</translation>
    </message>
    <message>
        <source>Get these at %1</source>
        <translation>À obtenir sur %1</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>Clé privée</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Phrase de passe de la clé</translation>
    </message>
    <message>
        <source>Certificate (PEM)</source>
        <translation>Certificat (PEM)</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 pour %2</translation>
    </message>
    <message>
        <source>PEM or JWK</source>
        <translation>PEM ou JWK</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Palette</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>The token of %1 is ready. Enter copies it.</source>
        <translation>Le jeton de %1 est prêt. Entrée le copie.</translation>
    </message>
    <message>
        <source>Cancelled %1.</source>
        <translation>%1 a été annulé.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>Enter copies · Ctrl+Enter mints · Esc closes</source>
        <translation>Entrée copie · Ctrl+Entrée obtient un jeton · Échap ferme</translation>
    </message>
    <message>
        <source>Getting a token for %1… · Esc cancels</source>
        <translation>Obtention d’un jeton pour %1… · Échap annule</translation>
    </message>
    <message>
        <source>Getting a token for %1… %2 s · Esc cancels</source>
        <translation>Obtention d’un jeton pour %1… %2 s · Échap annule</translation>
    </message>
    <message>
        <source>There are no credential sets yet.</source>
        <translation>Il n’y a pas encore de jeux d’identifiants.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Rien ne correspond à « %1 ».</translation>
    </message>
    <message>
        <source>Credential sets</source>
        <translation>Jeux d’identifiants</translation>
    </message>
    <message>
        <source>&amp;Open Tokenwright</source>
        <translation>&amp;Ouvrir Tokenwright</translation>
    </message>
    <message>
        <source>Open Tokenwright</source>
        <translation>Ouvrir Tokenwright</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PemField</name>
    <message>
        <source>Browse…</source>
        <translation>Parcourir…</translation>
    </message>
    <message>
        <source>Choose a PEM or JWK file</source>
        <translation>Choisir un fichier PEM ou JWK</translation>
    </message>
    <message>
        <source>Choose a PEM file</source>
        <translation>Choisir un fichier PEM</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key *.p8 *.jwk *.json)</source>
        <translation>Clés (*.pem *.key *.p8 *.jwk *.json)</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.key *.crt *.cer)</source>
        <translation>Fichiers PEM (*.pem *.key *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>Impossible de lire %1 : %2.</translation>
    </message>
    <message>
        <source>%1 is neither PEM (-----BEGIN …-----) nor a JWK.</source>
        <translation>%1 n’est ni du PEM (-----BEGIN …-----), ni un JWK.</translation>
    </message>
    <message>
        <source>%1 is no PEM file (-----BEGIN …-----).</source>
        <translation>%1 n’est pas un fichier PEM (-----BEGIN …-----).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PlatformKeychainService</name>
    <message>
        <source>macOS Keychain</source>
        <translation>Trousseau macOS</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>c’est celui de ce système</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Préférences</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>A&amp;nnuler</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Copie</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Jetons</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>never, until quit</source>
        <translation>jamais, sauf en quittant</translation>
    </message>
    <message>
        <source>Clear the clipboard after</source>
        <translation>Vider le presse-papiers après</translation>
    </message>
    <message>
        <source>Ask before copying production tokens</source>
        <translation>Demander avant de copier des jetons de production</translation>
    </message>
    <message>
        <source>Ask before a script gets production tokens</source>
        <translation>Demander avant qu’un script reçoive des jetons de production</translation>
    </message>
    <message>
        <source>Do not reuse a token with less left than</source>
        <translation>Ne pas réutiliser un jeton auquel il reste moins de</translation>
    </message>
    <message>
        <source>Tell when a copied token is about to expire</source>
        <translation>Avertir quand un jeton copié va bientôt expirer</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Confortables</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compactes</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>Lignes de la liste</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>Celle du système</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>Rester dans la zone de notification quand la fenêtre est fermée</translation>
    </message>
    <message>
        <source>On a desktop without a tray, closing the window quits.</source>
        <translation>Sur un bureau sans zone de notification, fermer la fenêtre quitte le programme.</translation>
    </message>
    <message>
        <source>Search for a token from anywhere with Meta+Shift+B</source>
        <translation>Rechercher un jeton depuis n’importe où avec Meta+Maj+B</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>They hold until you quit. Make room on the disk and save once more.</source>
        <translation>Elles valent jusqu’à ce que vous quittiez. Libérez de la place sur le disque et enregistrez de nouveau.</translation>
    </message>
    <message>
        <source>The language changes when Tokenwright is started again.</source>
        <translation>La langue change au prochain démarrage de Tokenwright.</translation>
    </message>
    <message>
        <source>Usual format of “Copy as…”</source>
        <translation>Format habituel de « Copier au format… »</translation>
    </message>
    <message>
        <source>Scripts and assistants use the command line without a terminal. While this window is closed they get none.</source>
        <translation>Les scripts et les assistants utilisent la ligne de commande sans terminal. Tant que cette fenêtre est fermée, ils n’en obtiennent aucun.</translation>
    </message>
    <message>
        <source>Your desktop may ask you for another key. Where it has none to give, let a shortcut of its own run “tokenwright --palette”.</source>
        <translation>Votre bureau peut vous demander une autre touche. S’il n’en attribue pas, faites exécuter « tokenwright --palette » par l’un de ses propres raccourcis.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderBox</name>
    <message>
        <source>Type to find a provider</source>
        <translation>Saisissez du texte pour trouver un fournisseur</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderDelegate</name>
    <message>
        <source>yours</source>
        <translation>le vôtre</translation>
    </message>
    <message>
        <source>yours, %1</source>
        <translation>le vôtre, %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderList</name>
    <message>
        <source>skipped: %1</source>
        <translation>ignoré : %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>le vôtre</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProvidersDialog</name>
    <message>
        <source>Providers</source>
        <translation>Fournisseurs</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Words from name, id, environments and URLs (Ctrl+F)</source>
        <translation>Mots du nom, de l’ID, des environnements et des URL (Ctrl+F)</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Fournisseur</translation>
    </message>
    <message>
        <source>&amp;Add a credential set for this…</source>
        <translation>&amp;Ajouter un jeu d’identifiants pour celui-ci…</translation>
    </message>
    <message>
        <source>Add a credential set for this…</source>
        <translation>Ajouter un jeu d’identifiants pour celui-ci…</translation>
    </message>
    <message>
        <source>Cop&amp;y this preset to my providers</source>
        <translation>&amp;Copier ce préréglage dans mes fournisseurs</translation>
    </message>
    <message>
        <source>Copy this preset to my providers</source>
        <translation>Copier ce préréglage dans mes fournisseurs</translation>
    </message>
    <message>
        <source>Makes a file of your own to start from and opens it</source>
        <translation>Crée un fichier à vous comme point de départ et l’ouvre</translation>
    </message>
    <message>
        <source>&amp;Open my providers&apos; folder</source>
        <translation>&amp;Ouvrir le dossier de mes fournisseurs</translation>
    </message>
    <message>
        <source>Open my providers&apos; folder</source>
        <translation>Ouvrir le dossier de mes fournisseurs</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>Fer&amp;mer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>No provider has these words. Clear the filter to see all.</source>
        <translation>Aucun fournisseur ne contient ces mots. Effacez le filtre pour tout voir.</translation>
    </message>
    <message>
        <source>Copied to %1. Edit it: Tokenwright reads it again whenever it is saved. With the id “%2” it takes the place of the one it was copied from.</source>
        <translation>Copié dans %1. Modifiez-le : Tokenwright le relit à chaque enregistrement. Avec l’ID « %2 », il prend la place de celui dont il est copié.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestLog</name>
    <message>
        <source>A request could not be added to %1: %2</source>
        <translation>Impossible d’ajouter une requête à %1 : %2</translation>
    </message>
    <message>
        <source>another program holds its lock</source>
        <translation>un autre programme détient son verrou</translation>
    </message>
    <message>
        <source>%1 cannot be cut back: %2</source>
        <translation>Impossible de réduire %1 : %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>Impossible de lire %1 : %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsModel</name>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>%1, %2, HTTP status %3, %4, asked for by %5</source>
        <translation>%1, %2, statut HTTP %3, %4, demandé par %5</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Demandé par</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsPage</name>
    <message>
        <source>Copy &amp;details</source>
        <translation>Copier les &amp;détails</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requêtes</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Point de terminaison</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Authentification du client</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Request IDs</source>
        <translation>ID de requête</translation>
    </message>
    <message>
        <source>For a ticket at the provider: neither a secret nor a token is in it.</source>
        <translation>Pour un ticket chez le fournisseur : ne contient ni secret ni jeton.</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>Aucun jeu d’identifiants n’est sélectionné.</translation>
    </message>
    <message>
        <source>No request for this credential set is known.</source>
        <translation>Aucune requête n’est connue pour ce jeu d’identifiants.</translation>
    </message>
    <message>
        <source>Copied the details of the request of %1.</source>
        <translation>Détails de la requête de %1 copiés.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RotateDialog</name>
    <message>
        <source>Rotate secret</source>
        <translation>Remplacer le secret</translation>
    </message>
    <message>
        <source>It was accepted. Saving to the keychain…</source>
        <translation>Il a été accepté. Enregistrement dans le trousseau…</translation>
    </message>
    <message>
        <source>The new secret is tried first: only when %1 has given a token for it does it take the place of the old one.</source>
        <translation>Le nouveau secret est d’abord essayé : il ne remplace l’ancien qu’une fois que %1 a délivré un jeton avec lui.</translation>
    </message>
    <message>
        <source>The new one</source>
        <translation>Le nouveau</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>Expiration du secret</translation>
    </message>
    <message>
        <source>Keep the old secret at hand</source>
        <translation>Garder l’ancien secret à portée de main</translation>
    </message>
    <message>
        <source>In the keychain, beside the new one, for as long as the provider takes both. Nothing is sent with it.</source>
        <translation>Dans le trousseau, à côté du nouveau, tant que le fournisseur accepte les deux. Rien n’est envoyé avec lui.</translation>
    </message>
    <message>
        <source>An earlier secret is still kept beside the present one.</source>
        <translation>Un secret précédent est encore conservé à côté de l’actuel.</translation>
    </message>
    <message>
        <source>Forget the old secret</source>
        <translation>Oublier l’ancien secret</translation>
    </message>
    <message>
        <source>Try and &amp;replace</source>
        <translation>&amp;Essayer et remplacer</translation>
    </message>
    <message>
        <source>Try and replace</source>
        <translation>Essayer et remplacer</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Edit the credential set and agree to it first.</source>
        <translation>Modifiez d’abord le jeu d’identifiants et donnez-y votre accord.</translation>
    </message>
    <message>
        <source>Trying the new secret…</source>
        <translation>Essai du nouveau secret…</translation>
    </message>
    <message>
        <source>It was not tried to the end.</source>
        <translation>L’essai n’est pas allé jusqu’au bout.</translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <translation>Rien n’a été modifié. %1</translation>
    </message>
    <message>
        <source>Forget the secret that “%1” had before?</source>
        <translation>Oublier le secret que « %1 » avait avant ?</translation>
    </message>
    <message>
        <source>It is deleted from the keychain. The present one stays.</source>
        <translation>Il sera effacé du trousseau. L’actuel reste.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Deleting it from the keychain…</source>
        <translation>Effacement dans le trousseau…</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>Lecture du couple identifiant-secret dans le trousseau…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SandboxKeychain</name>
    <message>
        <source>the sandbox&apos;s keyring (Secret portal)</source>
        <translation>le trousseau du bac à sable (portail Secret)</translation>
    </message>
    <message>
        <source>the program runs in a sandbox</source>
        <translation>le programme s’exécute dans un bac à sable</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopePicker</name>
    <message>
        <source>Choose scopes</source>
        <translation>Choisir des portées</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Portées</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>%1 (default)</source>
        <translation>%1 (par défaut)</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>Choisies : %1 sur %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopesField</name>
    <message>
        <source>One per line</source>
        <translation>Une par ligne</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Portées</translation>
    </message>
    <message>
        <source>Choose scopes…</source>
        <translation>Choisir des portées…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SearchField</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Search (Ctrl+F), Enter copies</source>
        <translation>Rechercher (Ctrl+F), Entrée copie</translation>
    </message>
    <message>
        <source>Enter copies the header of the set that is found, Ctrl+Enter mints.
Several words narrow it down; “two words” in quotation marks are one.
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</source>
        <translation>Entrée copie l’en-tête du jeu trouvé, Ctrl+Entrée obtient un jeton.
Plusieurs mots affinent la recherche ; « deux mots » entre guillemets n’en font qu’un.
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretNotices</name>
    <message>
        <source>Secret expired</source>
        <translation>Secret expiré</translation>
    </message>
    <message>
        <source>Secret about to expire</source>
        <translation>Secret bientôt expiré</translation>
    </message>
    <message>
        <source>The secret of %1 has expired.</source>
        <translation>Le secret de %1 a expiré.</translation>
    </message>
    <message>
        <source>The secret of %1 expires %2.</source>
        <translation>Le secret de %1 expire %2.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>%1 secrets have expired or are about to</source>
        <translation>%1 secrets ont expiré ou vont bientôt expirer</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 et %2 de plus</translation>
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
        <translation>c’est le Secret Service de cette session</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>Il n’y a pas de bus de session (D-Bus).</translation>
    </message>
    <message>
        <source>Default keyring</source>
        <translation>Trousseau par défaut</translation>
    </message>
    <message>
        <source>It is still locked after the prompt.</source>
        <translation>Il est toujours verrouillé après la demande.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretServicePrompt</name>
    <message>
        <source>The keychain&apos;s service ended during the prompt.</source>
        <translation>Le service du trousseau s’est arrêté pendant la demande.</translation>
    </message>
    <message>
        <source>The unlock prompt was dismissed, or could not be shown.</source>
        <translation>La demande de déverrouillage a été fermée, ou n’a pas pu être affichée.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SessionSecretStore</name>
    <message>
        <source>memory, until you quit</source>
        <translation>la mémoire, jusqu’à ce que vous quittiez</translation>
    </message>
    <message>
        <source>no keychain answers</source>
        <translation>aucun trousseau ne répond</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SetActions</name>
    <message>
        <source>The token lives %1.</source>
        <translation>Durée de vie du jeton : %1.</translation>
    </message>
    <message>
        <source>The provider did not say how long the token lives.</source>
        <translation>Le fournisseur n’a pas indiqué la durée de vie du jeton.</translation>
    </message>
    <message>
        <source>%1 The keychain would not hold it: it is gone when you quit.</source>
        <translation>%1 Le trousseau n’a pas voulu l’accepter : il disparaîtra quand vous quitterez.</translation>
    </message>
    <message>
        <source>%1 has its new secret.</source>
        <translation>%1 a son nouveau secret.</translation>
    </message>
    <message>
        <source>The old secret of %1 is forgotten.</source>
        <translation>L’ancien secret de %1 est oublié.</translation>
    </message>
    <message>
        <source>%1 has no other environment.</source>
        <translation>%1 n’a pas d’autre environnement.</translation>
    </message>
    <message>
        <source>Saved “%1”.</source>
        <translation>« %1 » a été enregistré.</translation>
    </message>
    <message>
        <source>Duplicating “%1”…</source>
        <translation>Duplication de « %1 »…</translation>
    </message>
    <message>
        <source>Duplicated. A refresh token belongs to one credential set alone: edit the copy and enter one for it.</source>
        <translation>Dupliqué. Un jeton d’actualisation n’appartient qu’à un seul jeu d’identifiants : modifiez la copie et saisissez-en un pour elle.</translation>
    </message>
    <message>
        <source>“%1” is a favourite.</source>
        <translation>« %1 » est un favori.</translation>
    </message>
    <message>
        <source>“%1” is no favourite any more.</source>
        <translation>« %1 » n’est plus un favori.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove credential sets</source>
        <translation>Supprimer des jeux d’identifiants</translation>
    </message>
    <message numerus="yes">
        <source>Remove these %n credential set(s)?</source>
        <translation>
            <numerusform>Supprimer %n jeu d’identifiants ?</numerusform>
            <numerusform>Supprimer ces %n jeux d’identifiants ?</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>%1 a été supprimé.</translation>
    </message>
    <message numerus="yes">
        <source>Removed %n credential set(s).</source>
        <translation>
            <numerusform>%n jeu d’identifiants supprimé.</numerusform>
            <numerusform>%n jeux d’identifiants supprimés.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is there again.</source>
        <translation>%1 est rétabli.</translation>
    </message>
    <message>
        <source>%1 was removed; the keychain holds nothing of it.</source>
        <translation>%1 a été supprimé ; le trousseau n’en contient plus rien.</translation>
    </message>
    <message>
        <source>Nothing that can be imported is on the clipboard, such as a curl command or the lines of a .env file.</source>
        <translation>Le presse-papiers ne contient rien qui puisse être importé, comme une commande curl ou les lignes d’un fichier .env.</translation>
    </message>
    <message numerus="yes">
        <source>Export %n credential set(s) without secrets</source>
        <translation>
            <numerusform>Exporter %n jeu d’identifiants sans secrets</numerusform>
            <numerusform>Exporter %n jeux d’identifiants sans secrets</numerusform>
        </translation>
    </message>
    <message>
        <source>Templates of .env files, names alone (*.env *.example)</source>
        <translation>Modèles de fichiers .env, noms seuls (*.env *.example)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Fichiers JSON (*.json)</translation>
    </message>
    <message>
        <source>Exported the credential sets to %1, without their secrets.</source>
        <translation>Jeux d’identifiants exportés dans %1, sans leurs secrets.</translation>
    </message>
    <message>
        <source>%1 was not written. %2</source>
        <translation>%1 n’a pas été écrit. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) are there again.</source>
        <translation>
            <numerusform>%n jeu d’identifiants est rétabli.</numerusform>
            <numerusform>%n jeux d’identifiants sont rétablis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) were removed; the keychain holds nothing of them.</source>
        <translation>
            <numerusform>%n jeu d’identifiants a été supprimé ; le trousseau de clés n’en contient plus rien.</numerusform>
            <numerusform>%n jeux d’identifiants ont été supprimés ; le trousseau de clés n’en contient plus rien.</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicated. The copy shares the credentials and no token.</source>
        <translation>Dupliqué. La copie partage le couple identifiant-secret, mais aucun jeton.</translation>
    </message>
    <message>
        <source>Their credentials and tokens are deleted from the keychain. For ten seconds they can be had back.</source>
        <translation>Leurs couples identifiant-secret et leurs jetons seront effacés du trousseau. Pendant dix secondes, ils peuvent être rétablis.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>Effet</translation>
    </message>
    <message>
        <source>In the search: copy the bearer header of the selected set</source>
        <translation>Dans la recherche : copier l’en-tête Bearer du jeu sélectionné</translation>
    </message>
    <message>
        <source>In the search: mint a token</source>
        <translation>Dans la recherche : obtenir un jeton</translation>
    </message>
    <message>
        <source>In the search: go to the list</source>
        <translation>Dans la recherche : aller à la liste</translation>
    </message>
    <message>
        <source>In the search: clear it, then go to the list</source>
        <translation>Dans la recherche : l’effacer, puis aller à la liste</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
</context>
<context>
    <name>Tokenwright::StatusLine</name>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>The clipboard was cleared.</source>
        <translation>Le presse-papiers a été vidé.</translation>
    </message>
    <message>
        <source>The desktop did not let the clipboard be cleared; it is tried again when this window is active.</source>
        <translation>Le bureau n’a pas laissé vider le presse-papiers ; nouvel essai quand cette fenêtre sera active.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TextField</name>
    <message>
        <source>Show secret</source>
        <translation>Afficher le secret</translation>
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
        <translation>Copier depuis la production</translation>
    </message>
    <message>
        <source>Copy from %1?</source>
        <translation>Copier depuis %1 ?</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>Le jeton actuel ne sera plus valide</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>Obtenir un nouveau jeton pour « %1 » ?</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>En obtenir un nouveau</translation>
    </message>
    <message>
        <source>Checking the token of “%1”…</source>
        <translation>Vérification du jeton de « %1 »…</translation>
    </message>
    <message>
        <source>The token of “%1”: %2 (HTTP %3).</source>
        <translation>Le jeton de « %1 » : %2 (HTTP %3).</translation>
    </message>
    <message>
        <source>No request was sent, so there are no details to copy.</source>
        <translation>Aucune requête n’a été envoyée, il n’y a donc pas de détails à copier.</translation>
    </message>
    <message>
        <source>Copied the details of the last request, without anything secret.</source>
        <translation>Détails de la dernière requête copiés, sans rien de secret.</translation>
    </message>
    <message>
        <source>“%1” is no longer kept fresh.</source>
        <translation>« %1 » n’est plus gardé à jour.</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs. Each renewal makes the token before it invalid.</source>
        <translation>« %1 » est gardé à jour tant que Tokenwright est lancé. Chaque renouvellement invalide le jeton précédent.</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs.</source>
        <translation>« %1 » est gardé à jour tant que Tokenwright est lancé.</translation>
    </message>
    <message>
        <source>Retry with the base scope alone</source>
        <translation>Réessayer avec la seule portée de base</translation>
    </message>
    <message>
        <source>Let “%1” ask for this alone from now on?

%2</source>
        <translation>Désormais, ne demander que ceci pour « %1 » ?

%2</translation>
    </message>
    <message>
        <source>These scopes are taken out of the credential set; they can be added again when %1 has granted them:

%2</source>
        <translation>Ces portées sont retirées du jeu d’identifiants ; elles pourront être ajoutées de nouveau quand %1 les aura accordées :

%2</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>The token endpoint has moved</source>
        <translation>Le point de terminaison de jeton a été déplacé</translation>
    </message>
    <message>
        <source>Send the secret of “%1” to %2?</source>
        <translation>Envoyer le secret de « %1 » à %2 ?</translation>
    </message>
    <message>
        <source>Send it there from now on</source>
        <translation>L’y envoyer désormais</translation>
    </message>
    <message>
        <source>It was saved for %1. Nothing was sent. Agree only if you know why the endpoint has changed.</source>
        <translation>Il a été enregistré pour %1. Rien n’a été envoyé. N’acceptez que si vous savez pourquoi le point de terminaison a changé.</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>aucun serveur connu</translation>
    </message>
    <message>
        <source>Tokens forgotten: %1. At the provider they live on.</source>
        <translation>Jetons oubliés : %1. Chez le fournisseur, ils restent valables.</translation>
    </message>
    <message>
        <source>Forgot the token of %1. At the provider it lives on.</source>
        <translation>Le jeton de %1 est oublié. Chez le fournisseur, il reste valable.</translation>
    </message>
    <message>
        <source>%1 had no token.</source>
        <translation>%1 n’avait pas de jeton.</translation>
    </message>
    <message>
        <source>Revoking the token of %1…</source>
        <translation>Révocation du jeton de %1…</translation>
    </message>
    <message>
        <source>The token of %1 is revoked.</source>
        <translation>Le jeton de %1 est révoqué.</translation>
    </message>
    <message>
        <source>%1 has no token that could be revoked.</source>
        <translation>%1 n’a pas de jeton à révoquer.</translation>
    </message>
    <message>
        <source>Revoke token</source>
        <translation>Révoquer le jeton</translation>
    </message>
    <message>
        <source>Revoke the token of %1?</source>
        <translation>Révoquer le jeton de %1 ?</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Révoquer</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>« %1 » (%2)</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>et %1 de plus</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and prints it.</source>
        <translation>« tokenwright-cli %1 » le demande et l’affiche.</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and hands it to “%2”.</source>
        <translation>« tokenwright-cli %1 » le demande et le transmet à « %2 ».</translation>
    </message>
    <message>
        <source>Production token for the command line</source>
        <translation>Jeton de production pour la ligne de commande</translation>
    </message>
    <message>
        <source>Token for the command line</source>
        <translation>Jeton pour la ligne de commande</translation>
    </message>
    <message>
        <source>Give a token of %1 to a command line?</source>
        <translation>Donner un jeton de %1 à une ligne de commande ?</translation>
    </message>
    <message>
        <source>Give tokens of these to a command line?

%1</source>
        <translation>Donner des jetons de ces jeux d’identifiants à une ligne de commande ?

%1</translation>
    </message>
    <message>
        <source>Agree only if you know who has started it.</source>
        <translation>N’acceptez que si vous savez qui l’a lancée.</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>Donner</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Refuser</translation>
    </message>
    <message>
        <source>It is a production environment. This question can be turned off in the preferences.</source>
        <translation>C’est un environnement de production. Cette question peut être désactivée dans les préférences.</translation>
    </message>
    <message>
        <source>Copy the present token</source>
        <translation>Copier le jeton actuel</translation>
    </message>
    <message>
        <source>%1 ends it at once: whoever uses it, here or elsewhere, is refused from then on. The credential set and its credentials stay; the next copy mints a new token.</source>
        <translation>%1 l’invalide aussitôt : quiconque l’utilise, ici ou ailleurs, est dès lors refusé. Le jeu d’identifiants et son couple identifiant-secret restent ; la prochaine copie obtient un nouveau jeton.</translation>
    </message>
    <message>
        <source>The API has moved</source>
        <translation>L’API a été déplacée</translation>
    </message>
    <message>
        <source>Send the token of “%1” to %2?</source>
        <translation>Envoyer le jeton de « %1 » à %2 ?</translation>
    </message>
    <message>
        <source>So far it may go to %1. Nothing was sent. Agree only if you know why the API&apos;s address has changed.</source>
        <translation>Jusqu’ici, il peut être envoyé à %1. Rien n’a été envoyé. N’acceptez que si vous savez pourquoi l’adresse de l’API a changé.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenChecker</name>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>Le fichier du fournisseur ne décrit aucun appel permettant de vérifier un jeton.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenPage</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Scopes granted</source>
        <translation>Portées accordées</translation>
    </message>
    <message>
        <source>Scopes asked for</source>
        <translation>Portées demandées</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Point de terminaison</translation>
    </message>
    <message>
        <source>Minted</source>
        <translation>Obtenu</translation>
    </message>
    <message>
        <source>Requests today</source>
        <translation>Requêtes aujourd’hui</translation>
    </message>
    <message>
        <source>Last request</source>
        <translation>Dernière requête</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>Dernière vérification</translation>
    </message>
    <message>
        <source>Calls left</source>
        <translation>Appels restants</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Earlier tokens</source>
        <translation>Jetons précédents</translation>
    </message>
    <message>
        <source>Copy an earlier token…</source>
        <translation>Copier un jeton précédent…</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Informations</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>les mêmes</translation>
    </message>
    <message>
        <source>A new token makes the previous one invalid.</source>
        <translation>Un nouveau jeton invalide le précédent.</translation>
    </message>
    <message>
        <source>none since the program started</source>
        <translation>aucune depuis le lancement du programme</translation>
    </message>
    <message>
        <source>cancelled, at %1</source>
        <translation>annulée, %1</translation>
    </message>
    <message>
        <source>no answer after %L1 ms, at %2</source>
        <translation>pas de réponse après %L1 ms, %2</translation>
    </message>
    <message>
        <source>HTTP %1, %L2 ms, at %3</source>
        <translation>HTTP %1, %L2 ms, %3</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s; set it right.</source>
        <translation>L’horloge de cet ordinateur avance de %1 sur celle du serveur ; mettez-la à l’heure.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s; set it right.</source>
        <translation>L’horloge de cet ordinateur retarde de %1 sur celle du serveur ; mettez-la à l’heure.</translation>
    </message>
    <message>
        <source>At %1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>et %1 de plus</translation>
    </message>
    <message>
        <source>entered on %1</source>
        <translation>saisi le %1</translation>
    </message>
    <message>
        <source>expired on %1, %2</source>
        <translation>expiré le %1, %2</translation>
    </message>
    <message>
        <source>expires on %1, %2</source>
        <translation>expire le %1, %2</translation>
    </message>
    <message>
        <source>%1; minted at %2</source>
        <translation>%1 ; obtenu : %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Tray</name>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Not copied</source>
        <translation>Non copié</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>Le jeton de %1 est prêt ; il n’a pas été copié car le presse-papiers sert à autre chose.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>The %1 most recently used of %L2</source>
        <translation>Les %1 derniers utilisés sur %L2</translation>
    </message>
    <message>
        <source>Show Tokenwright</source>
        <translation>Afficher Tokenwright</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
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
        <translation>%1 ouvre la recherche depuis n’importe où.</translation>
    </message>
    <message>
        <source>This desktop gave Tokenwright no key for the search. Have a key of your choice run “tokenwright --palette”, in the desktop&apos;s keyboard settings.</source>
        <translation>Ce bureau n’a donné à Tokenwright aucun raccourci pour la recherche. Dans les réglages du clavier du bureau, associez « tokenwright --palette » à un raccourci de votre choix.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::WindowsSecretStore</name>
    <message>
        <source>Windows Credential Manager takes no value of this length.</source>
        <translation>Le Gestionnaire d’identification Windows n’accepte pas de valeur de cette longueur.</translation>
    </message>
    <message>
        <source>Windows Credential Manager</source>
        <translation>Gestionnaire d’identification Windows</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>c’est celui de ce système</translation>
    </message>
</context>
</TS>
