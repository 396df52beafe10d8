<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Tokenwright</name>
    <message>
        <source>Added “%1”.</source>
        <translation>Se añadió «%1».</translation>
    </message>
    <message>
        <source>--environment takes one of %1.</source>
        <translation>--environment admite uno de estos: %1.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already.</source>
        <translation>Ya existe un conjunto de credenciales llamado «%1» en %2.</translation>
    </message>
    <message>
        <source>--issuer is for the generic provider; leave --provider away.</source>
        <translation>--issuer es para el proveedor genérico; omita --provider.</translation>
    </message>
    <message>
        <source>Its tokens are had at %1.</source>
        <translation>Sus tokens se obtienen en %1.</translation>
    </message>
    <message>
        <source>Where tokens are had is found out at this URL, an issuer&apos;s or an API&apos;s; takes the generic provider.</source>
        <translation>URL de un emisor o de una API en la que se averigua dónde se obtienen los tokens; usa el proveedor genérico.</translation>
    </message>
    <message>
        <source>Give the new credential set one name.</source>
        <translation>Dé un solo nombre al nuevo conjunto de credenciales.</translation>
    </message>
    <message>
        <source>--provider is missing; “providers” lists them.</source>
        <translation>Falta --provider; «providers» los muestra.</translation>
    </message>
    <message>
        <source>%1 may give another refresh token for the one that is sent, and only a credential set can keep it: say “add”, then “mint NAME”.</source>
        <translation>%1 puede dar otro token de actualización a cambio del que se envía, y solo un conjunto de credenciales puede conservarlo: use «add» y después «mint NAME».</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2.</source>
        <translation>No se puede ejecutar %1: %2.</translation>
    </message>
    <message>
        <source>Lists the credential sets and what is left of their tokens.</source>
        <translation>Muestra los conjuntos de credenciales y lo que queda de sus tokens.</translation>
    </message>
    <message>
        <source>Sets, and what is left of their tokens.</source>
        <translation>Los conjuntos y lo que queda de sus tokens.</translation>
    </message>
    <message>
        <source>The same for a program to read.</source>
        <translation>Lo mismo, para que lo lea un programa.</translation>
    </message>
    <message>
        <source>Prints the header “Authorization: Bearer …”.</source>
        <translation>Imprime el encabezado «Authorization: Bearer …».</translation>
    </message>
    <message>
        <source>A header for curl -H, minted if need be.</source>
        <translation>Un encabezado para curl -H; el token se obtiene si hace falta.</translation>
    </message>
    <message>
        <source>One that lives half an hour at least.</source>
        <translation>Uno con una vigencia de media hora como mínimo.</translation>
    </message>
    <message>
        <source>Quoted for another tool.</source>
        <translation>Entrecomillado para otra herramienta.</translation>
    </message>
    <message>
        <source>Prints the access token alone.</source>
        <translation>Imprime solo el token de acceso.</translation>
    </message>
    <message>
        <source>The token alone.</source>
        <translation>Solo el token.</translation>
    </message>
    <message>
        <source>With expires_in, expires_at, scope and more.</source>
        <translation>Con expires_in, expires_at, scope y más.</translation>
    </message>
    <message>
        <source>A set whose name begins with a dash.</source>
        <translation>Un conjunto cuyo nombre empieza por un guion.</translation>
    </message>
    <message>
        <source>Asks for a new token even if one is valid, and prints it; also for a set that the options describe, storing nothing.</source>
        <translation>Pide un token nuevo aunque haya uno válido y lo imprime; también para un conjunto descrito con las opciones, sin guardar nada.</translation>
    </message>
    <message>
        <source>A new token, kept for later use.</source>
        <translation>Un token nuevo, que se guarda para más adelante.</translation>
    </message>
    <message>
        <source>Asks for the secret and stores nothing.</source>
        <translation>Pide el secreto y no guarda nada.</translation>
    </message>
    <message>
        <source>Prints the token as environment variables, for a shell to read.</source>
        <translation>Imprime el token como variables de entorno, para que las lea un shell.</translation>
    </message>
    <message>
        <source>Lines for eval &quot;$(…)&quot; in bash, dash or zsh.</source>
        <translation>Líneas para eval &quot;$(…)&quot; en bash, dash o zsh.</translation>
    </message>
    <message>
        <source>The same in fish.</source>
        <translation>Lo mismo en fish.</translation>
    </message>
    <message>
        <source>APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …</source>
        <translation>APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …</translation>
    </message>
    <message>
        <source>Runs a command that finds the token in its environment.</source>
        <translation>Ejecuta un comando que encuentra el token en su entorno.</translation>
    </message>
    <message>
        <source>Only that command finds the token.</source>
        <translation>Solo ese comando encuentra el token.</translation>
    </message>
    <message>
        <source>Its output does not show the token.</source>
        <translation>Su salida no muestra el token.</translation>
    </message>
    <message>
        <source>Runs curl with the header; no argument, variable or output holds it.</source>
        <translation>Ejecuta curl con el encabezado; no aparece en ningún argumento, variable ni salida.</translation>
    </message>
    <message>
        <source>A call of the API, with the header.</source>
        <translation>Una llamada a la API, con el encabezado.</translation>
    </message>
    <message>
        <source>Asks the provider&apos;s API whether it takes the token.</source>
        <translation>Pregunta a la API del proveedor si acepta el token.</translation>
    </message>
    <message>
        <source>One harmless call with its token.</source>
        <translation>Una llamada inofensiva con su token.</translation>
    </message>
    <message>
        <source>Tells what is in the token that is kept; asks for no other.</source>
        <translation>Muestra lo que contiene el token guardado; no pide otro.</translation>
    </message>
    <message>
        <source>Header and claims of a JWT.</source>
        <translation>Encabezado y declaraciones de un JWT.</translation>
    </message>
    <message>
        <source>Lists the requests that were sent and what came of them.</source>
        <translation>Muestra las solicitudes enviadas y su resultado.</translation>
    </message>
    <message>
        <source>Those of one set, newest last.</source>
        <translation>Las de un conjunto, con la más reciente al final.</translation>
    </message>
    <message>
        <source>An object a line, with request IDs.</source>
        <translation>Un objeto por línea, con los ID de solicitud.</translation>
    </message>
    <message>
        <source>Adds a credential set; asks for its secret.</source>
        <translation>Añade un conjunto de credenciales; pide su secreto.</translation>
    </message>
    <message>
        <source>Asks for the secret.</source>
        <translation>Pide el secreto.</translation>
    </message>
    <message>
        <source>Takes the secret from a file.</source>
        <translation>Toma el secreto de un archivo.</translation>
    </message>
    <message>
        <source>Changes a credential set.</source>
        <translation>Cambia un conjunto de credenciales.</translation>
    </message>
    <message>
        <source>Another name.</source>
        <translation>Otro nombre.</translation>
    </message>
    <message>
        <source>Another secret.</source>
        <translation>Otro secreto.</translation>
    </message>
    <message>
        <source>Gives a credential set another name.</source>
        <translation>Da otro nombre a un conjunto de credenciales.</translation>
    </message>
    <message>
        <source>Its tokens stay.</source>
        <translation>Sus tokens se conservan.</translation>
    </message>
    <message>
        <source>Replaces the secret, once a token was minted with the new one.</source>
        <translation>Sustituye el secreto una vez obtenido un token con el nuevo.</translation>
    </message>
    <message>
        <source>Asks for the new secret.</source>
        <translation>Pide el secreto nuevo.</translation>
    </message>
    <message>
        <source>Keeps the old one at hand as well.</source>
        <translation>Conserva también el anterior a mano.</translation>
    </message>
    <message>
        <source>Drops the old one.</source>
        <translation>Descarta el anterior.</translation>
    </message>
    <message>
        <source>Removes a credential set and what the keychain holds of it.</source>
        <translation>Quita un conjunto de credenciales y lo que el llavero guarda de él.</translation>
    </message>
    <message>
        <source>Asks first.</source>
        <translation>Pregunta antes.</translation>
    </message>
    <message>
        <source>Does not ask.</source>
        <translation>No pregunta.</translation>
    </message>
    <message>
        <source>Drops the kept token; the next use mints another.</source>
        <translation>Descarta el token guardado; el siguiente uso obtiene otro.</translation>
    </message>
    <message>
        <source>Here alone: it lives on.</source>
        <translation>Solo aquí: el token sigue vigente.</translation>
    </message>
    <message>
        <source>Asks the provider to end the kept token, then drops it.</source>
        <translation>Pide al proveedor que anule el token guardado y después lo descarta.</translation>
    </message>
    <message>
        <source>Nobody can use it any more.</source>
        <translation>Ya nadie puede usarlo.</translation>
    </message>
    <message>
        <source>Finds the token endpoint of an issuer or of an API by its URL.</source>
        <translation>Encuentra el endpoint de tokens de un emisor o de una API a partir de su URL.</translation>
    </message>
    <message>
        <source>What the server says of itself.</source>
        <translation>Lo que el servidor dice de sí mismo.</translation>
    </message>
    <message>
        <source>Adds credential sets from files of other programs; asks first.</source>
        <translation>Añade conjuntos de credenciales de archivos de otros programas; pregunta antes.</translation>
    </message>
    <message>
        <source>Shows what would be added of a file and a folder, then asks.</source>
        <translation>Muestra lo que se añadiría de un archivo y de una carpeta, y después pregunta.</translation>
    </message>
    <message>
        <source>The same of standard input, adding nothing.</source>
        <translation>Lo mismo con la entrada estándar, sin añadir nada.</translation>
    </message>
    <message>
        <source>Prints credential sets as JSON, without their secrets.</source>
        <translation>Imprime conjuntos de credenciales como JSON, sin sus secretos.</translation>
    </message>
    <message>
        <source>Every set, without its secret.</source>
        <translation>Todos los conjuntos, sin su secreto.</translation>
    </message>
    <message>
        <source>Two of them.</source>
        <translation>Dos de ellos.</translation>
    </message>
    <message>
        <source>Names to be filled in by others.</source>
        <translation>Nombres para que otros los rellenen.</translation>
    </message>
    <message>
        <source>What add --provider takes.</source>
        <translation>Lo que admite add --provider.</translation>
    </message>
    <message>
        <source>What is wrong with a file of yours.</source>
        <translation>Qué falla en un archivo propio.</translation>
    </message>
    <message>
        <source>Prints what makes a shell complete these commands.</source>
        <translation>Imprime lo que hace que un shell complete estos comandos.</translation>
    </message>
    <message>
        <source>For source &lt;(…) in ~/.bashrc.</source>
        <translation>Para source &lt;(…) en ~/.bashrc.</translation>
    </message>
    <message>
        <source>In fish.</source>
        <translation>En fish.</translation>
    </message>
    <message>
        <source>Only sets of this environment, for example sandbox.</source>
        <translation>Solo los conjuntos de este entorno, por ejemplo sandbox.</translation>
    </message>
    <message>
        <source>No words on standard error unless something fails.</source>
        <translation>Ningún mensaje en la salida de error estándar, salvo si algo falla.</translation>
    </message>
    <message>
        <source>Tells the options.</source>
        <translation>Muestra las opciones.</translation>
    </message>
    <message>
        <source>Tells the version.</source>
        <translation>Muestra la versión.</translation>
    </message>
    <message>
        <source>“%1” is not valid UTF-8. Give the file a name that is, or hand its content over on standard input.</source>
        <translation>«%1» no es UTF-8 válido. Dé al archivo un nombre que lo sea o entregue su contenido por la entrada estándar.</translation>
    </message>
    <message>
        <source>There is no option “%1”.</source>
        <translation>No existe la opción «%1».</translation>
    </message>
    <message>
        <source>What begins with a dash and is no option stands behind “--”.</source>
        <translation>Lo que empieza por un guion y no es una opción va detrás de «--».</translation>
    </message>
    <message>
        <source>Name one shell: bash, zsh or fish.</source>
        <translation>Indique un shell: bash, zsh o fish.</translation>
    </message>
    <message>
        <source>Put what curl is to do behind “--”.</source>
        <translation>Ponga detrás de «--» lo que debe hacer curl.</translation>
    </message>
    <message>
        <source>With %1 curl would write the token itself, past the mask. --verbose shows the request with the token masked; put 2&gt;FILE at the end to have that in a file.</source>
        <translation>Con %1, curl escribiría él mismo el token, sin enmascararlo. --verbose muestra la solicitud con el token enmascarado; añada 2&gt;FILE al final para tenerla en un archivo.</translation>
    </message>
    <message>
        <source>Give one URL.</source>
        <translation>Indique una URL.</translation>
    </message>
    <message>
        <source>The token of “%1” is forgotten.</source>
        <translation>Se olvidó el token de «%1».</translation>
    </message>
    <message>
        <source>“%1” had no token.</source>
        <translation>«%1» no tenía ningún token.</translation>
    </message>
    <message>
        <source>The token of “%1” is revoked.</source>
        <translation>Se revocó el token de «%1».</translation>
    </message>
    <message>
        <source>“%1” has no token that could be revoked.</source>
        <translation>«%1» no tiene ningún token que se pueda revocar.</translation>
    </message>
    <message>
        <source>What the variables&apos; names begin with (default: TOKENWRIGHT).</source>
        <translation>Prefijo de los nombres de las variables (predeterminado: TOKENWRIGHT).</translation>
    </message>
    <message>
        <source>For whom to write them (default: sh).</source>
        <translation>Para quién escribirlas (predeterminado: sh).</translation>
    </message>
    <message>
        <source>Replace the token in what the command prints: for logs and transcripts.</source>
        <translation>Sustituir el token en lo que imprime el comando: para registros y transcripciones.</translation>
    </message>
    <message>
        <source>There is no format “%1”.</source>
        <translation>No existe el formato «%1».</translation>
    </message>
    <message>
        <source>Put the command behind “--”.</source>
        <translation>Ponga el comando detrás de «--».</translation>
    </message>
    <message>
        <source>The file to write; “-” is standard output.</source>
        <translation>El archivo que se escribirá; «-» es la salida estándar.</translation>
    </message>
    <message>
        <source>Overwrite the file if it is there.</source>
        <translation>Sobrescribir el archivo si existe.</translation>
    </message>
    <message>
        <source>A .env file with names and no values, to be filled in and imported.</source>
        <translation>Un archivo .env con nombres y sin valores, para rellenar e importar.</translation>
    </message>
    <message>
        <source>There is no credential set to export.</source>
        <translation>No hay ningún conjunto de credenciales que exportar.</translation>
    </message>
    <message>
        <source>%1 exists; say --force to overwrite it.</source>
        <translation>%1 ya existe; use --force para sobrescribirlo.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>No se puede escribir %1: %2.</translation>
    </message>
    <message>
        <source>Exported to %1, without secrets.</source>
        <translation>Se exportó a %1, sin secretos.</translation>
    </message>
    <message>
        <source>It was refused in the window. Nothing was handed over.</source>
        <translation>Se denegó en la ventana. No se entregó nada.</translation>
    </message>
    <message>
        <source>Somebody has to agree to this in Tokenwright&apos;s window, and none is running, or it does not answer. Start it and try again. Nothing was handed over.</source>
        <translation>Alguien tiene que aceptarlo en la ventana de Tokenwright, y no hay ninguna abierta o no responde. Ábrala e inténtelo de nuevo. No se entregó nada.</translation>
    </message>
    <message>
        <source>Nobody has answered in Tokenwright&apos;s window within %1 seconds. Nothing was handed over.</source>
        <translation>Nadie respondió en la ventana de Tokenwright en %1 segundos. No se entregó nada.</translation>
    </message>
    <message>
        <source>Only once somebody has agreed to it in Tokenwright&apos;s window, which has to be running.</source>
        <translation>Solo cuando alguien lo haya aceptado en la ventana de Tokenwright, que debe estar abierta.</translation>
    </message>
    <message>
        <source>These are more credential sets than anybody can agree to at once.</source>
        <translation>Son demasiados conjuntos de credenciales para que alguien los acepte a la vez.</translation>
    </message>
    <message>
        <source>Waiting for somebody to agree in Tokenwright&apos;s window…</source>
        <translation>Esperando a que alguien lo acepte en la ventana de Tokenwright…</translation>
    </message>
    <message>
        <source>Usage:</source>
        <translation>Uso:</translation>
    </message>
    <message>
        <source>Mints OAuth 2.0 access tokens with the client credentials in your keychain, and reuses them while they live.</source>
        <translation>Obtiene tokens de acceso de OAuth 2.0 con las credenciales de cliente de su llavero y los reutiliza mientras están vigentes.</translation>
    </message>
    <message>
        <source>Exit codes</source>
        <translation>Códigos de salida</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Hecho.</translation>
    </message>
    <message>
        <source>Something else failed; an answer that is no token.</source>
        <translation>Otro fallo; una respuesta que no es un token.</translation>
    </message>
    <message>
        <source>The command line is wrong.</source>
        <translation>La línea de comandos es incorrecta.</translation>
    </message>
    <message>
        <source>There is no such credential set, or several.</source>
        <translation>No existe ese conjunto de credenciales, o hay varios.</translation>
    </message>
    <message>
        <source>The provider rejected the request.</source>
        <translation>El proveedor rechazó la solicitud.</translation>
    </message>
    <message>
        <source>The keychain is locked or not there.</source>
        <translation>El llavero está bloqueado o no está disponible.</translation>
    </message>
    <message>
        <source>Worth trying later: network, TLS, proxy, time-out, too many requests, a fault of the server.</source>
        <translation>Vale la pena intentarlo más tarde: red, TLS, proxy, tiempo agotado, demasiadas solicitudes, un fallo del servidor.</translation>
    </message>
    <message>
        <source>Where transcripts are kept</source>
        <translation>Donde se guardan transcripciones</translation>
    </message>
    <message>
        <source>For assistants, CI logs and whatever else keeps what commands print: curl gets the header, and no argument, variable or output shows it.</source>
        <translation>Para asistentes, registros de CI y todo lo que guarde lo que imprimen los comandos: curl recibe el encabezado, y este no aparece en ningún argumento, variable ni salida.</translation>
    </message>
    <message>
        <source>The command finds the token in its environment; in what it prints the token is replaced.</source>
        <translation>El comando encuentra el token en su entorno; en lo que imprime, el token se sustituye.</translation>
    </message>
    <message>
        <source>With header, token, mint, env, exec and curl: only once somebody has agreed in Tokenwright&apos;s window. Refused, not answered for 60 seconds, or no window there: exit 1, and nothing was minted.</source>
        <translation>Con header, token, mint, env, exec y curl: solo cuando alguien lo haya aceptado en la ventana de Tokenwright. Si se deniega, si nadie responde en 60 segundos o si no hay ventana: código de salida 1, y no se obtiene nada.</translation>
    </message>
    <message>
        <source>“Ask before a script gets production tokens”</source>
        <translation>«Preguntar antes de que un script reciba tokens de producción»</translation>
    </message>
    <message>
        <source>In the preferences: the same without the option, for production, whenever standard error is no terminal. It keeps mishaps away, not a program that runs as you and means harm.</source>
        <translation>En las preferencias: lo mismo sin la opción, para producción, siempre que la salida de error estándar no sea una terminal. Evita descuidos, pero no detiene a un programa malintencionado que se ejecute como usted.</translation>
    </message>
    <message>
        <source>These print the token. What got into a transcript is ended by revoke, or where the provider cannot, by its own time.</source>
        <translation>Estos imprimen el token. Lo que haya llegado a una transcripción se anula con revoke o, si el proveedor no lo permite, caduca a su hora.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Entorno</translation>
    </message>
    <message>
        <source>When set, no colour, even on a terminal.</source>
        <translation>Si está definida, sin colores, ni siquiera en una terminal.</translation>
    </message>
    <message>
        <source>The proxy on the way.</source>
        <translation>El proxy que se usa.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Archivos</translation>
    </message>
    <message>
        <source>The credential sets; nothing secret is in it.</source>
        <translation>Los conjuntos de credenciales; no contiene nada secreto.</translation>
    </message>
    <message>
        <source>Providers of your own.</source>
        <translation>Proveedores propios.</translation>
    </message>
    <message>
        <source>Until when each token lives; nothing secret is in it.</source>
        <translation>Hasta cuándo está vigente cada token; no contiene nada secreto.</translation>
    </message>
    <message>
        <source>Which secrets were told to be about to expire; nothing secret is in it.</source>
        <translation>De qué secretos se avisó que están a punto de caducar; no contiene nada secreto.</translation>
    </message>
    <message>
        <source>The last requests and what came of them; nothing secret is in it.</source>
        <translation>Las últimas solicitudes y su resultado; no contiene nada secreto.</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
    </message>
    <message>
        <source>Calls an API with a token that lives long enough.</source>
        <translation>Llama a una API con un token de vigencia suficiente.</translation>
    </message>
    <message>
        <source>Sets TOKENWRIGHT_ACCESS_TOKEN and the like in this shell.</source>
        <translation>Define TOKENWRIGHT_ACCESS_TOKEN y similares en este shell.</translation>
    </message>
    <message>
        <source>Only that command finds the token in its environment.</source>
        <translation>Solo ese comando encuentra el token en su entorno.</translation>
    </message>
    <message>
        <source>The same token, quoted for another tool.</source>
        <translation>El mismo token, entrecomillado para otra herramienta.</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Opciones:</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>Opciones de todos los comandos:</translation>
    </message>
    <message>
        <source>“%1” tells more.</source>
        <translation>«%1» ofrece más información.</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>Uso: %1</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Comandos:</translation>
    </message>
    <message>
        <source>“help COMMAND” and COMMAND --help tell a command&apos;s options; “--” ends them, for names that begin with a dash.</source>
        <translation>«help COMMAND» y COMMAND --help muestran las opciones de un comando; «--» les pone fin, para nombres que empiezan por un guion.</translation>
    </message>
    <message>
        <source>“%1” is none of %2.</source>
        <translation>«%1» no es ninguno de estos: %2.</translation>
    </message>
    <message>
        <source>--map takes KEY=PROVIDER/ENVIRONMENT, not “%1”.</source>
        <translation>--map admite KEY=PROVIDER/ENVIRONMENT, no «%1».</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>entrada estándar</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Added “%1” (%2).</source>
        <translation>Se añadió «%1» (%2).</translation>
    </message>
    <message>
        <source>“%1” (%2) was not added: %3</source>
        <translation>No se añadió «%1» (%2): %3</translation>
    </message>
    <message numerus="yes">
        <source>Import %n credential set(s)?</source>
        <translation>
            <numerusform>¿Importar %n conjunto de credenciales?</numerusform>
            <numerusform>¿Importar %n conjuntos de credenciales?</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no terminal to ask; say --yes.</source>
        <translation>No hay ninguna terminal en la que preguntar; use --yes.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>No se importó nada.</translation>
    </message>
    <message>
        <source>There is nothing called “%1” to map.</source>
        <translation>No hay nada llamado «%1» que asignar.</translation>
    </message>
    <message>
        <source>There is nothing to import.</source>
        <translation>No hay nada que importar.</translation>
    </message>
    <message>
        <source>Whether some of them exist already could not be seen: %1</source>
        <translation>No se pudo ver si algunos ya existen: %1</translation>
    </message>
    <message>
        <source>Only tell what would be imported.</source>
        <translation>Solo mostrar lo que se importaría.</translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation>No preguntar.</translation>
    </message>
    <message>
        <source>A value for the {NAME} of providers, where the file has none.</source>
        <translation>Un valor para el {NAME} de los proveedores, donde el archivo no tiene ninguno.</translation>
    </message>
    <message>
        <source>Name a file to import; “-” is standard input.</source>
        <translation>Indique un archivo que importar; «-» es la entrada estándar.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation>ESTADO</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NOMBRE</translation>
    </message>
    <message>
        <source>PROVIDER</source>
        <translation>PROVEEDOR</translation>
    </message>
    <message>
        <source>ENVIRONMENT</source>
        <translation>ENTORNO</translation>
    </message>
    <message>
        <source>CLIENT ID</source>
        <translation>ID DE CLIENTE</translation>
    </message>
    <message>
        <source>TOKEN ENDPOINT</source>
        <translation>ENDPOINT DE TOKENS</translation>
    </message>
    <message>
        <source>FROM</source>
        <translation>ORIGEN</translation>
    </message>
    <message>
        <source>Say whose it is: --map %1=PROVIDER/ENVIRONMENT</source>
        <translation>Indique de quién es: --map %1=PROVIDER/ENVIRONMENT</translation>
    </message>
    <message>
        <source>Say its value: --variable %1=VALUE</source>
        <translation>Indique su valor: --variable %1=VALUE</translation>
    </message>
    <message>
        <source>PART</source>
        <translation>PARTE</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>VALOR</translation>
    </message>
    <message>
        <source>unknown life, not kept</source>
        <translation>vigencia desconocida, no guardado</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>sin token</translation>
    </message>
    <message>
        <source>expired %1</source>
        <translation>caducó el %1</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>caduca: %1</translation>
    </message>
    <message>
        <source>CALLS OF</source>
        <translation>LLAMADAS DE</translation>
    </message>
    <message>
        <source>LEFT</source>
        <translation>QUEDAN</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>LÍMITE</translation>
    </message>
    <message>
        <source>RESET</source>
        <translation>REINICIO</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>No existe el archivo %1.</translation>
    </message>
    <message>
        <source>%1 is a good provider file (%2).</source>
        <translation>%1 es un archivo de proveedor correcto (%2).</translation>
    </message>
    <message>
        <source>As JSON.</source>
        <translation>Como JSON.</translation>
    </message>
    <message>
        <source>Say which keychain is in use, and why.</source>
        <translation>Decir qué llavero se usa y por qué.</translation>
    </message>
    <message>
        <source>TOKEN</source>
        <translation>TOKEN</translation>
    </message>
    <message>
        <source>SECRET</source>
        <translation>SECRETO</translation>
    </message>
    <message>
        <source>Secrets are kept in: %1 (%2).</source>
        <translation>Los secretos se guardan en: %1 (%2).</translation>
    </message>
    <message>
        <source>%1 was skipped: %2.</source>
        <translation>Se omitió %1: %2.</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>HORA</translation>
    </message>
    <message>
        <source>CREDENTIAL SET</source>
        <translation>CONJUNTO DE CREDENCIALES</translation>
    </message>
    <message>
        <source>OUTCOME</source>
        <translation>RESULTADO</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>DURATION</source>
        <translation>DURACIÓN</translation>
    </message>
    <message>
        <source>ASKED BY</source>
        <translation>PEDIDO POR</translation>
    </message>
    <message>
        <source>MESSAGE</source>
        <translation>MENSAJE</translation>
    </message>
    <message>
        <source>The command comes first, its options behind it; “%1” is none.</source>
        <translation>Primero va el comando y detrás sus opciones; «%1» no es un comando.</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>No existe el comando «%1».</translation>
    </message>
    <message>
        <source>User commands</source>
        <translation>Comandos de usuario</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens for scripts</source>
        <translation>Tokens de acceso de OAuth 2.0 para scripts</translation>
    </message>
    <message>
        <source>Synopsis</source>
        <translation>Sinopsis</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>The window and the command line share the credential sets, the tokens and the keychain. What is asked for goes to standard output, words go to standard error.</source>
        <translation>La ventana y la línea de comandos comparten los conjuntos de credenciales, los tokens y el llavero. Lo que se pide va a la salida estándar; los mensajes, a la salida de error estándar.</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
    <message>
        <source>Options of every command</source>
        <translation>Opciones de todos los comandos</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>¿Quiso decir %1?</translation>
    </message>
    <message>
        <source>Standard output cannot be written: %1.</source>
        <translation>No se puede escribir en la salida estándar: %1.</translation>
    </message>
    <message>
        <source>Ends as soon as the keychain has the new refresh token; the same again ends at once, and may lose it.</source>
        <translation>El programa terminará en cuanto el llavero tenga el nuevo token de actualización; si se interrumpe otra vez, terminará de inmediato y el token puede perderse.</translation>
    </message>
    <message>
        <source>The keychain has the new refresh token now.</source>
        <translation>El llavero ya tiene el nuevo token de actualización.</translation>
    </message>
    <message>
        <source>The new refresh token is lost, because the keychain did not take it in time. Sign in at the provider again, then give the refresh token to “edit” with --secret-parameter refresh_token=FILE.</source>
        <translation>El nuevo token de actualización se perdió, porque el llavero no lo aceptó a tiempo. Inicie sesión de nuevo en el proveedor y dé después el token de actualización a «edit» con --secret-parameter refresh_token=FILE.</translation>
    </message>
    <message>
        <source>“%1” keeps no old secret.</source>
        <translation>«%1» no conserva ningún secreto anterior.</translation>
    </message>
    <message>
        <source>Changed “%1”.</source>
        <translation>Se cambió «%1».</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
    <message>
        <source>Say “edit” with --accept-endpoint if that is right.</source>
        <translation>Si es correcto, use «edit» con --accept-endpoint.</translation>
    </message>
    <message>
        <source>Keep the old secret in the keychain beside the new one, until --forget-old.</source>
        <translation>Conservar el secreto anterior en el llavero junto al nuevo, hasta --forget-old.</translation>
    </message>
    <message>
        <source>Drop the old secret that --keep-old kept.</source>
        <translation>Descartar el secreto anterior que conservó --keep-old.</translation>
    </message>
    <message>
        <source>--forget-old goes with no other option.</source>
        <translation>--forget-old no se combina con ninguna otra opción.</translation>
    </message>
    <message>
        <source>That is too long to be a secret.</source>
        <translation>Es demasiado largo para ser un secreto.</translation>
    </message>
    <message>
        <source>The secret is empty.</source>
        <translation>El secreto está vacío.</translation>
    </message>
    <message>
        <source>Standard input cannot be read.</source>
        <translation>No se puede leer la entrada estándar.</translation>
    </message>
    <message>
        <source>Standard input cannot be read: %1.</source>
        <translation>No se puede leer la entrada estándar: %1.</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the %1; use %2.</source>
        <translation>No hay ninguna terminal en la que pedir %1; use %2.</translation>
    </message>
    <message>
        <source>That is too long for a terminal, which may have cut it; use %1.</source>
        <translation>Es demasiado largo para una terminal, que puede haberlo cortado; use %1.</translation>
    </message>
    <message>
        <source>The file named for %1 cannot be read: %2.</source>
        <translation>No se puede leer el archivo indicado para %1: %2.</translation>
    </message>
    <message>
        <source>A new name.</source>
        <translation>Un nombre nuevo.</translation>
    </message>
    <message>
        <source>A set stays with its provider; add another set instead.</source>
        <translation>Un conjunto no cambia de proveedor; añada otro conjunto en su lugar.</translation>
    </message>
    <message>
        <source>Say the credential set&apos;s name, then its new one.</source>
        <translation>Indique el nombre del conjunto de credenciales y después el nuevo.</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation>No se quitó nada.</translation>
    </message>
    <message>
        <source>Removed “%1”.</source>
        <translation>Se quitó «%1».</translation>
    </message>
    <message>
        <source>The day on which the old secret was to expire, %1, goes with it; --secret-expires says the new one&apos;s.</source>
        <translation>El día en que iba a caducar el secreto anterior, %1, se descarta con él; --secret-expires indica el del nuevo.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>“%1” (%2, --environment %3)</source>
        <translation>«%1» (%2, --environment %3)</translation>
    </message>
    <message>
        <source>There are several credential sets named “%1”: %2.</source>
        <translation>Hay varios conjuntos de credenciales llamados «%1»: %2.</translation>
    </message>
    <message>
        <source>There is no credential set named “%1”.</source>
        <translation>No hay ningún conjunto de credenciales llamado «%1».</translation>
    </message>
    <message>
        <source>There is no credential set named “%1” in %2.</source>
        <translation>No hay ningún conjunto de credenciales llamado «%1» en %2.</translation>
    </message>
    <message>
        <source>Near to it: %1.</source>
        <translation>Parecidos: %1.</translation>
    </message>
    <message>
        <source>--%1 takes %2.</source>
        <translation>--%1 admite %2.</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --%1 - do not go together.</source>
        <translation>La entrada estándar solo se puede leer una vez: --secret-stdin y --%1 - no se pueden combinar.</translation>
    </message>
    <message>
        <source>--%1 names “%2” twice.</source>
        <translation>--%1 nombra «%2» dos veces.</translation>
    </message>
    <message>
        <source>--%1 %2=FILE takes the path of a file, or - for standard input.</source>
        <translation>--%1 %2=FILE admite la ruta de un archivo, o - para la entrada estándar.</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --secret-parameter NAME=- do not go together.</source>
        <translation>La entrada estándar solo se puede leer una vez: --secret-stdin y --secret-parameter NAME=- no se pueden combinar.</translation>
    </message>
    <message>
        <source>The %1 is empty.</source>
        <translation>Está vacío: %1.</translation>
    </message>
    <message>
        <source>passphrase of the private key</source>
        <translation>frase de contraseña de la clave privada</translation>
    </message>
    <message>
        <source>The provider&apos;s id, see “providers”.</source>
        <translation>El ID del proveedor; véase «providers».</translation>
    </message>
    <message>
        <source>A scope; may be repeated.</source>
        <translation>Un ámbito; se puede repetir.</translation>
    </message>
    <message>
        <source>A value for the provider&apos;s {NAME}.</source>
        <translation>Un valor para el {NAME} del proveedor.</translation>
    </message>
    <message>
        <source>An extra request parameter, not secret.</source>
        <translation>Un parámetro adicional de la solicitud, no secreto.</translation>
    </message>
    <message>
        <source>How the client authenticates, if not as the provider says.</source>
        <translation>Cómo se autentica el cliente, si no como indica el proveedor.</translation>
    </message>
    <message>
        <source>The key&apos;s ID in assertions; a JWK has its own.</source>
        <translation>El ID de la clave en las aserciones; un JWK tiene el suyo.</translation>
    </message>
    <message>
        <source>How assertions are signed, if not as the key or provider says.</source>
        <translation>Cómo se firman las aserciones, si no como indica la clave o el proveedor.</translation>
    </message>
    <message>
        <source>Whom assertions are for, if not the issuer.</source>
        <translation>Para quién son las aserciones, si no para el emisor.</translation>
    </message>
    <message>
        <source>The client ID.</source>
        <translation>El ID de cliente.</translation>
    </message>
    <message>
        <source>Read the client secret from standard input.</source>
        <translation>Leer el secreto de cliente de la entrada estándar.</translation>
    </message>
    <message>
        <source>A secret request parameter, read from a file; - is standard input.</source>
        <translation>Un parámetro secreto de la solicitud, leído de un archivo; - es la entrada estándar.</translation>
    </message>
    <message>
        <source>A private key as PEM or JWK.</source>
        <translation>Una clave privada como PEM o JWK.</translation>
    </message>
    <message>
        <source>What protects that key, if it is not to be asked for; it is kept without. - is standard input.</source>
        <translation>La frase de contraseña de esa clave, para que no se pregunte; la clave se guarda sin ella. - es la entrada estándar.</translation>
    </message>
    <message>
        <source>A certificate in PEM form.</source>
        <translation>Un certificado en formato PEM.</translation>
    </message>
    <message>
        <source>The last day on which the provider takes the secret; empty: not known. It is told in the list, and by a notice 14 and 3 days before.</source>
        <translation>El último día en que el proveedor acepta el secreto; vacío: no se sabe. Se indica en la lista y con una notificación 14 y 3 días antes.</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>«%1» es secreto y no puede ser un argumento; use --secret-parameter %1=FILE, donde - es la entrada estándar.</translation>
    </message>
    <message>
        <source>--algorithm takes one of %1.</source>
        <translation>--algorithm admite uno de estos: %1.</translation>
    </message>
    <message>
        <source>--client-authentication takes one of %1.</source>
        <translation>--client-authentication admite una de estas: %1.</translation>
    </message>
    <message>
        <source>--client-id is missing.</source>
        <translation>Falta --client-id.</translation>
    </message>
    <message>
        <source>value of “%1”</source>
        <translation>valor de «%1»</translation>
    </message>
    <message>
        <source>What to print.</source>
        <translation>Qué imprimir.</translation>
    </message>
    <message>
        <source>The same as --format json: with its expiry.</source>
        <translation>Lo mismo que --format json: con su caducidad.</translation>
    </message>
    <message>
        <source>Either name a credential set or describe one.</source>
        <translation>Indique un conjunto de credenciales o describa uno, no ambas cosas.</translation>
    </message>
    <message>
        <source>--prefix takes what a variable&apos;s name can begin with: a letter or &quot;_&quot;, not “%1”.</source>
        <translation>--prefix admite aquello por lo que puede empezar el nombre de una variable: una letra o &quot;_&quot;, no «%1».</translation>
    </message>
    <message>
        <source>Two of these names become the same variable %1_…; ask for them one at a time or rename one.</source>
        <translation>Dos de estos nombres dan la misma variable %1_…; pídalos de uno en uno o cambie uno de nombre.</translation>
    </message>
    <message>
        <source>“%1” has no valid token, and --no-mint forbids to mint one.</source>
        <translation>«%1» no tiene ningún token válido, y --no-mint impide obtener uno.</translation>
    </message>
    <message>
        <source>Minted a token for “%1”.</source>
        <translation>Se obtuvo un token para «%1».</translation>
    </message>
    <message>
        <source>A token with less life left than this is not reused (default: 300, or what the set says).</source>
        <translation>Un token con menos vigencia restante que esta no se reutiliza (predeterminado: 300, o lo que indique el conjunto).</translation>
    </message>
    <message>
        <source>Mint a new token even if one is valid.</source>
        <translation>Obtener un token nuevo aunque haya uno válido.</translation>
    </message>
    <message>
        <source>Only a token that is there already.</source>
        <translation>Solo un token que ya exista.</translation>
    </message>
    <message>
        <source>A scope instead of the set&apos;s own; may be repeated. Such a token is always minted and not kept.</source>
        <translation>Un ámbito en lugar de los propios del conjunto; se puede repetir. Un token así siempre se obtiene de nuevo y no se guarda.</translation>
    </message>
    <message>
        <source>--min-ttl takes a number of seconds.</source>
        <translation>--min-ttl admite un número de segundos.</translation>
    </message>
    <message>
        <source>--no-mint and a new token exclude each other.</source>
        <translation>--no-mint y un token nuevo se excluyen mutuamente.</translation>
    </message>
    <message numerus="yes">
        <source>The token lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>La vigencia total del token es de %n segundo, menos de lo que pide --min-ttl.</numerusform>
            <numerusform>La vigencia total del token es de %n segundos, menos de lo que pide --min-ttl.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The token for “%1” lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>La vigencia total del token de «%1» es de %n segundo, menos de lo que pide --min-ttl.</numerusform>
            <numerusform>La vigencia total del token de «%1» es de %n segundos, menos de lo que pide --min-ttl.</numerusform>
        </translation>
    </message>
    <message>
        <source>Name at least one credential set.</source>
        <translation>Indique al menos un conjunto de credenciales.</translation>
    </message>
    <message>
        <source>Name one credential set.</source>
        <translation>Indique un conjunto de credenciales.</translation>
    </message>
    <message>
        <source>Tokenwright is running already and does not answer. End that program, then start this one again.</source>
        <translation>Tokenwright ya está en ejecución y no responde. Cierre ese programa e inicie este de nuevo.</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.</source>
        <translation>Tokens de acceso de OAuth 2.0 siempre a mano.</translation>
    </message>
    <message>
        <source>Show one small search over all credential sets, of the running program if there is one. Enter copies the bearer header. For a key of the desktop&apos;s.</source>
        <translation>Mostrar una pequeña búsqueda en todos los conjuntos de credenciales, la del programa en ejecución si lo hay. Enter copia el encabezado Bearer. Para un atajo del escritorio.</translation>
    </message>
    <message>
        <source>no keychain</source>
        <translation>sin llavero</translation>
    </message>
    <message>
        <source>No keychain answers on this computer</source>
        <translation>Ningún llavero responde en este equipo</translation>
    </message>
    <message>
        <source>No keychain service answers on this computer.</source>
        <translation>Ningún servicio de llavero responde en este equipo.</translation>
    </message>
    <message>
        <source>Install and start gnome-keyring or KWallet and log in again.</source>
        <translation>Instale e inicie gnome-keyring o KWallet y vuelva a iniciar sesión.</translation>
    </message>
    <message>
        <source>keychain locked</source>
        <translation>llavero bloqueado</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>El llavero está bloqueado</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>El llavero está bloqueado.</translation>
    </message>
    <message>
        <source>Unlock it and try again; nothing was changed.</source>
        <translation>Desbloquéelo e inténtelo de nuevo; no se cambió nada.</translation>
    </message>
    <message>
        <source>keychain refused</source>
        <translation>el llavero denegó el acceso</translation>
    </message>
    <message>
        <source>The keychain refused access</source>
        <translation>El llavero denegó el acceso</translation>
    </message>
    <message>
        <source>The keychain refused access.</source>
        <translation>El llavero denegó el acceso.</translation>
    </message>
    <message>
        <source>Allow Tokenwright to use the keychain and try again.</source>
        <translation>Permita a Tokenwright usar el llavero e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>keychain does not answer</source>
        <translation>el llavero no responde</translation>
    </message>
    <message>
        <source>The keychain does not answer</source>
        <translation>El llavero no responde</translation>
    </message>
    <message>
        <source>The keychain did not answer in time.</source>
        <translation>El llavero no respondió a tiempo.</translation>
    </message>
    <message>
        <source>What was asked of it may still happen. Check that the keychain service is running, then try again.</source>
        <translation>Lo que se le pidió aún puede ocurrir. Compruebe que el servicio de llavero está en ejecución e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>secret missing</source>
        <translation>falta el secreto</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set</source>
        <translation>El llavero no contiene ningún secreto de este conjunto de credenciales</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set.</source>
        <translation>El llavero no contiene ningún secreto de este conjunto de credenciales.</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>no encontrado</translation>
    </message>
    <message>
        <source>This credential set is gone</source>
        <translation>Este conjunto de credenciales ya no existe</translation>
    </message>
    <message>
        <source>There is no such credential set.</source>
        <translation>No existe ese conjunto de credenciales.</translation>
    </message>
    <message>
        <source>It may have been removed elsewhere.</source>
        <translation>Puede que se haya quitado en otro lugar.</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>sin conexión</translation>
    </message>
    <message>
        <source>The connection to %1 failed</source>
        <translation>Falló la conexión con %1</translation>
    </message>
    <message>
        <source>The connection to the token endpoint failed.</source>
        <translation>Falló la conexión con el endpoint de tokens.</translation>
    </message>
    <message>
        <source>Check the network and try again.</source>
        <translation>Compruebe la red e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>host not found</source>
        <translation>servidor no encontrado</translation>
    </message>
    <message>
        <source>The server of %1 was not found</source>
        <translation>No se encontró el servidor de %1</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>tiempo agotado</translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation>%1 no respondió a tiempo</translation>
    </message>
    <message>
        <source>Try again; the provider may be slow or down.</source>
        <translation>Inténtelo de nuevo; puede que el proveedor responda con lentitud o no esté disponible.</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>fallo de TLS</translation>
    </message>
    <message>
        <source>There is no trusted connection to %1</source>
        <translation>No hay una conexión de confianza con %1</translation>
    </message>
    <message>
        <source>No trusted TLS connection: a certificate or the handshake was not acceptable.</source>
        <translation>No hay una conexión TLS de confianza: no se pudo aceptar un certificado o la negociación.</translation>
    </message>
    <message>
        <source>proxy failed</source>
        <translation>fallo del proxy</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 refused or cannot be reached</source>
        <translation>El proxy hacia %1 denegó la conexión o no está accesible</translation>
    </message>
    <message>
        <source>The proxy refused or could not be reached.</source>
        <translation>El proxy denegó la conexión o no está accesible.</translation>
    </message>
    <message>
        <source>Check the system&apos;s proxy settings.</source>
        <translation>Compruebe la configuración de proxy del sistema.</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rechazado</translation>
    </message>
    <message>
        <source>%1 rejected the request</source>
        <translation>%1 rechazó la solicitud</translation>
    </message>
    <message>
        <source>try later</source>
        <translation>inténtelo más tarde</translation>
    </message>
    <message>
        <source>%1 cannot answer at the moment</source>
        <translation>%1 no puede responder en este momento</translation>
    </message>
    <message>
        <source>The provider cannot answer at the moment.</source>
        <translation>El proveedor no puede responder en este momento.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Inténtelo de nuevo más tarde.</translation>
    </message>
    <message>
        <source>answer not understood</source>
        <translation>respuesta no entendida</translation>
    </message>
    <message>
        <source>%1 gave an answer that holds no token</source>
        <translation>%1 dio una respuesta que no contiene ningún token</translation>
    </message>
    <message>
        <source>Check the token URL; something other than the token endpoint may have answered.</source>
        <translation>Compruebe la URL del token; puede que haya respondido algo distinto del endpoint de tokens.</translation>
    </message>
    <message>
        <source>endpoint moved</source>
        <translation>cambió el endpoint</translation>
    </message>
    <message>
        <source>The secret was saved for another server</source>
        <translation>El secreto se guardó para otro servidor</translation>
    </message>
    <message>
        <source>The secret was saved for another server.</source>
        <translation>El secreto se guardó para otro servidor.</translation>
    </message>
    <message>
        <source>Confirm the new token endpoint before the secret is sent there.</source>
        <translation>Confirme el nuevo endpoint de tokens antes de que el secreto se envíe allí.</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>sin configurar</translation>
    </message>
    <message>
        <source>This credential set or its provider is not set up fully</source>
        <translation>Este conjunto de credenciales o su proveedor no está del todo configurado</translation>
    </message>
    <message>
        <source>The credential set or its provider is not set up fully.</source>
        <translation>El conjunto de credenciales o su proveedor no está del todo configurado.</translation>
    </message>
    <message>
        <source>Edit the credential set.</source>
        <translation>Edite el conjunto de credenciales.</translation>
    </message>
    <message>
        <source>file problem</source>
        <translation>problema con un archivo</translation>
    </message>
    <message>
        <source>A file could not be read or written</source>
        <translation>No se pudo leer o escribir un archivo</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>No se pudo leer o escribir un archivo.</translation>
    </message>
    <message>
        <source>Nothing was lost; mend the file or the folder and try again.</source>
        <translation>No se perdió nada; corrija el archivo o la carpeta e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>ocupado</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same</source>
        <translation>Otro Tokenwright está trabajando en lo mismo</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same and has not finished.</source>
        <translation>Otro Tokenwright está trabajando en lo mismo y no ha terminado.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, look for one that hangs and end it.</source>
        <translation>Inténtelo de nuevo; si sigue así, busque un proceso que se haya quedado colgado y finalícelo.</translation>
    </message>
    <message>
        <source>There is no valid token</source>
        <translation>No hay ningún token válido</translation>
    </message>
    <message>
        <source>There is no valid token, and none was to be minted.</source>
        <translation>No hay ningún token válido y no se debía obtener ninguno.</translation>
    </message>
    <message>
        <source>Mint one.</source>
        <translation>Obtenga uno.</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelado</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelado.</translation>
    </message>
    <message>
        <source>The provider asks to wait until %1.</source>
        <translation>El proveedor pide esperar hasta %1.</translation>
    </message>
    <message>
        <source>No token endpoint of %1 answers at this URL</source>
        <translation>Ningún endpoint de tokens de %1 responde en esta URL</translation>
    </message>
    <message>
        <source>Check the token URL and its environment: no token endpoint answers there.</source>
        <translation>Compruebe la URL del token y su entorno: allí no responde ningún endpoint de tokens.</translation>
    </message>
    <message>
        <source>The lock file %1 cannot be used: %2.</source>
        <translation>No se puede usar el archivo de bloqueo %1: %2.</translation>
    </message>
    <message>
        <source>Another Tokenwright waits for the keychain and holds %1.</source>
        <translation>Otro Tokenwright espera al llavero y retiene %1.</translation>
    </message>
    <message>
        <source>It holds %1.</source>
        <translation>Retiene %1.</translation>
    </message>
    <message>
        <source>it is a link</source>
        <translation>es un enlace</translation>
    </message>
    <message>
        <source>it is no regular file</source>
        <translation>no es un archivo normal</translation>
    </message>
    <message>
        <source>It is not known where your home folder is: HOME is not set, and the system knows of no other. Set HOME, or XDG_CONFIG_HOME and XDG_DATA_HOME.</source>
        <translation>No se sabe dónde está su carpeta personal: HOME no está definida y el sistema no conoce otra. Defina HOME, o XDG_CONFIG_HOME y XDG_DATA_HOME.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>No se puede crear la carpeta %1.</translation>
    </message>
    <message>
        <source>it is larger than %1 bytes</source>
        <translation>ocupa más de %1 bytes</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>ningún servidor conocido</translation>
    </message>
    <message>
        <source>It was saved for %1 and would go to %2.</source>
        <translation>Se guardó para %1 y se enviaría a %2.</translation>
    </message>
    <message>
        <source>The list of credential sets (credential-sets.json) was written by another version of this program. It was left as it is.</source>
        <translation>La lista de conjuntos de credenciales (credential-sets.json) la escribió otra versión de este programa. Se dejó como está.</translation>
    </message>
    <message>
        <source>A credential set has no “%1”.</source>
        <translation>Un conjunto de credenciales no tiene «%1».</translation>
    </message>
    <message>
        <source>Its “id” has to be letters, digits, “-” and “_”, 64 at most.</source>
        <translation>Su «id» ha de constar de letras, cifras, «-» y «_», 64 como máximo.</translation>
    </message>
    <message>
        <source>%1 has no environment “%2”.</source>
        <translation>%1 no tiene el entorno «%2».</translation>
    </message>
    <message>
        <source>“%1” has no value.</source>
        <translation>«%1» no tiene ningún valor.</translation>
    </message>
    <message>
        <source>The token URL “%1” must be a plain https URL (http is for this computer alone).</source>
        <translation>La URL del token «%1» debe ser una URL https simple (http es solo para este equipo).</translation>
    </message>
    <message>
        <source>%1 names no place where tokens are revoked. “forget” drops the kept token; the provider lets it live until it expires.</source>
        <translation>%1 no indica dónde se revocan los tokens. «forget» descarta el token guardado; el proveedor lo mantiene vigente hasta que caduque.</translation>
    </message>
    <message>
        <source>The revocation URL must be a plain https URL (http is for this computer alone).</source>
        <translation>La URL de revocación debe ser una URL https simple (http es solo para este equipo).</translation>
    </message>
    <message>
        <source>The certificate file “%1” must be named with its whole path, from / on.</source>
        <translation>El archivo de certificado «%1» debe indicarse con su ruta completa, desde /.</translation>
    </message>
    <message>
        <source>which stands for something that is no UTF-8 text</source>
        <translation>que representa algo que no es texto UTF-8</translation>
    </message>
    <message>
        <source>a line end or another control character</source>
        <translation>un salto de línea u otro carácter de control</translation>
    </message>
    <message>
        <source>which cannot be seen</source>
        <translation>que no se puede ver</translation>
    </message>
    <message>
        <source>a quotation mark as only documents have them (%1)</source>
        <translation>una comilla tipográfica, propia de documentos (%1)</translation>
    </message>
    <message>
        <source>which reorders the text around it</source>
        <translation>que reordena el texto a su alrededor</translation>
    </message>
    <message>
        <source>which is no whole character</source>
        <translation>que no es un carácter completo</translation>
    </message>
    <message>
        <source>Character %1 of the %2 is %3, %4.</source>
        <translation>En %2, el carácter %1 es %3, %4.</translation>
    </message>
    <message>
        <source>Byte %1 of the %2 is no UTF-8 text; nothing else can be kept unchanged.</source>
        <translation>En %2, el byte %1 no es texto UTF-8; ninguna otra cosa se puede conservar sin cambios.</translation>
    </message>
    <message>
        <source>A credential set needs a name.</source>
        <translation>Un conjunto de credenciales necesita un nombre.</translation>
    </message>
    <message>
        <source>A parameter has no name.</source>
        <translation>Un parámetro no tiene nombre.</translation>
    </message>
    <message>
        <source>parameter&apos;s name</source>
        <translation>nombre del parámetro</translation>
    </message>
    <message>
        <source>header&apos;s name</source>
        <translation>nombre del encabezado</translation>
    </message>
    <message>
        <source>“%1” is no name that HTTP allows for a header.</source>
        <translation>«%1» no es un nombre que HTTP permita para un encabezado.</translation>
    </message>
    <message>
        <source>The value of the header “%1” has a line end or another control character, which HTTP does not allow.</source>
        <translation>El valor del encabezado «%1» contiene un salto de línea u otro carácter de control, que HTTP no permite.</translation>
    </message>
    <message>
        <source>Blanks or line ends around the %1 were taken off.</source>
        <translation>Se quitaron espacios o saltos de línea al principio o al final de %1.</translation>
    </message>
    <message>
        <source>“%1” is a secret and has several values; only one can be kept.</source>
        <translation>«%1» es un secreto y tiene varios valores; solo se puede conservar uno.</translation>
    </message>
    <message>
        <source>client ID</source>
        <translation>ID de cliente</translation>
    </message>
    <message>
        <source>client secret</source>
        <translation>secreto de cliente</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and a variable is kept in a file. If the server takes it as a request parameter, enter it as a secret one.</source>
        <translation>A juzgar por su nombre, «%1» es un secreto, y una variable se guarda en un archivo. Si el servidor lo acepta como parámetro de la solicitud, introdúzcalo como parámetro secreto.</translation>
    </message>
    <message>
        <source>The URL in “%1” has a user name or a password before its host. Take it out; ID and secret have places of their own.</source>
        <translation>La URL de «%1» lleva un nombre de usuario o una contraseña delante del nombre de host. Quítelos; el ID y el secreto tienen su propio lugar.</translation>
    </message>
    <message>
        <source>The URL in “%1” holds “%2”, and a variable is kept in a file. Take it out; ID and secret have places of their own, and a further secret can be a secret request parameter.</source>
        <translation>La URL de «%1» contiene «%2», y una variable se guarda en un archivo. Quítelo; el ID y el secreto tienen su propio lugar, y otro secreto más puede ser un parámetro secreto de la solicitud.</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and is kept in the keychain.</source>
        <translation>A juzgar por su nombre, «%1» es un secreto; se guarda en el llavero.</translation>
    </message>
    <message>
        <source>secret has expired</source>
        <translation>el secreto ha caducado</translation>
    </message>
    <message>
        <source>secret expires %1</source>
        <translation>el secreto caduca %1</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoy</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>mañana</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>ayer</translation>
    </message>
    <message>
        <source>in %1 days</source>
        <translation>dentro de %1 días</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>hace %1 días</translation>
    </message>
    <message>
        <source>“%1” is no day of the calendar; write it as 2027-06-30.</source>
        <translation>«%1» no es un día del calendario; escríbalo como 2027-06-30.</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>Introduzca un nombre.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already; choose another name.</source>
        <translation>Ya existe un conjunto de credenciales llamado «%1» en %2; elija otro nombre.</translation>
    </message>
    <message>
        <source>Enter the %1.</source>
        <translation>Rellene el campo %1.</translation>
    </message>
    <message>
        <source>The %1 does not look as %2 expects it (pattern %3).</source>
        <translation>El campo %1 no tiene la forma que espera %2 (patrón %3).</translation>
    </message>
    <message>
        <source>There is a private key in it; that belongs into its own field.</source>
        <translation>Contiene una clave privada, que va en su propio campo.</translation>
    </message>
    <message>
        <source>This certificate is not for the private key above.</source>
        <translation>Este certificado no corresponde a la clave privada de arriba.</translation>
    </message>
    <message>
        <source>%1 needs at least one scope.</source>
        <translation>%1 necesita al menos un ámbito.</translation>
    </message>
    <message>
        <source>This %1 looks like one for %2 (%3), but the environment is %4.</source>
        <translation>El valor del campo %1 parece ser para %2 (%3), pero el entorno es %4.</translation>
    </message>
    <message>
        <source>This %1 does not look like one for %2: those have %3 in them.</source>
        <translation>El valor del campo %1 no parece ser para %2: los de ese entorno contienen %3.</translation>
    </message>
    <message>
        <source>%1 has no such environment; choose another.</source>
        <translation>%1 no tiene ese entorno; elija otro.</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Producción</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The JWK is incomplete: its “%1” is missing or no base64url.</source>
        <translation>El JWK está incompleto: falta su «%1» o no es base64url.</translation>
    </message>
    <message>
        <source>The JWK holds no key: its numbers do not belong together.</source>
        <translation>El JWK no contiene ninguna clave: sus números no se corresponden entre sí.</translation>
    </message>
    <message>
        <source>The JWK is a key of a curve that does not sign here; P-256, P-384, P-521, Ed25519 and Ed448 do.</source>
        <translation>El JWK es una clave de una curva que aquí no firma; P-256, P-384, P-521, Ed25519 y Ed448 sí lo hacen.</translation>
    </message>
    <message>
        <source>The JWK is an RSA key of more than two primes.</source>
        <translation>El JWK es una clave RSA de más de dos primos.</translation>
    </message>
    <message>
        <source>The RSA key of the JWK is too long.</source>
        <translation>La clave RSA del JWK es demasiado larga.</translation>
    </message>
    <message>
        <source>This is a set of keys (JWKS). Take the one key out of it that the server knows you by, with its private part “d”.</source>
        <translation>Es un conjunto de claves (JWKS). Extraiga de él la clave con la que lo identifica el servidor, con su parte privada «d».</translation>
    </message>
    <message>
        <source>This is JSON, but no key in JWK form: it has no “kty”.</source>
        <translation>Es JSON, pero no una clave en formato JWK: no tiene «kty».</translation>
    </message>
    <message>
        <source>This JWK is a shared secret (oct): it belongs into the client secret, and signs by client_secret_jwt.</source>
        <translation>Este JWK es un secreto compartido (oct): va en el secreto de cliente y firma mediante client_secret_jwt.</translation>
    </message>
    <message>
        <source>This JWK holds a public key alone: it has no “d”. The private key is needed.</source>
        <translation>Este JWK solo contiene una clave pública: no tiene «d». Se necesita la clave privada.</translation>
    </message>
    <message>
        <source>This is a list of keys. Take the one out of it that the server knows you by.</source>
        <translation>Es una lista de claves. Extraiga de ella la clave con la que lo identifica el servidor.</translation>
    </message>
    <message>
        <source>This is no private key: neither PEM nor JSON that is whole.</source>
        <translation>No es una clave privada: ni PEM ni JSON completo.</translation>
    </message>
    <message>
        <source>This JWK is of another kind than RSA, EC and OKP.</source>
        <translation>Este JWK es de un tipo distinto de RSA, EC y OKP.</translation>
    </message>
    <message>
        <source>RSA, %1 bits</source>
        <translation>RSA, %1 bits</translation>
    </message>
    <message>
        <source>RSA for PSS alone, %1 bits</source>
        <translation>RSA solo para PSS, %1 bits</translation>
    </message>
    <message>
        <source>elliptic curve %1</source>
        <translation>curva elíptica %1</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase, which is needed once: the keychain keeps the key without it.</source>
        <translation>La clave privada está protegida por una frase de contraseña, que se necesita una vez: el llavero guarda la clave sin ella.</translation>
    </message>
    <message>
        <source>This is a public key or a certificate; the private key is needed.</source>
        <translation>Es una clave pública o un certificado; se necesita la clave privada.</translation>
    </message>
    <message>
        <source>This is no private key in PEM form (-----BEGIN PRIVATE KEY-----) and no JWK.</source>
        <translation>No es una clave privada en formato PEM (-----BEGIN PRIVATE KEY-----) ni un JWK.</translation>
    </message>
    <message>
        <source>The private key is missing.</source>
        <translation>Falta la clave privada.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key. Where it is the right one, open the key with “openssl pkey -in KEY”.</source>
        <translation>La frase de contraseña no abre la clave privada. Si es la correcta, abra la clave con «openssl pkey -in KEY».</translation>
    </message>
    <message>
        <source>The certificate is missing.</source>
        <translation>Falta el certificado.</translation>
    </message>
    <message>
        <source>This is no certificate in PEM form (-----BEGIN CERTIFICATE-----).</source>
        <translation>No es un certificado en formato PEM (-----BEGIN CERTIFICATE-----).</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>sin nombre</translation>
    </message>
    <message>
        <source>%1, expired on %2</source>
        <translation>%1, caducó el %2</translation>
    </message>
    <message>
        <source>%1, valid until %2</source>
        <translation>%1, válido hasta el %2</translation>
    </message>
    <message>
        <source>There is no signature algorithm “%1”; known are %2.</source>
        <translation>No existe el algoritmo de firma «%1»; se conocen %2.</translation>
    </message>
    <message>
        <source>“%1” signs by the client secret (client_secret_jwt). By a private key sign %2.</source>
        <translation>«%1» firma con el secreto de cliente (client_secret_jwt). Con una clave privada firman %2.</translation>
    </message>
    <message>
        <source>%1 needs an RSA key; this one is: %2.</source>
        <translation>%1 necesita una clave RSA; esta es: %2.</translation>
    </message>
    <message>
        <source>%1 needs a key of the curve %2; this one is: %3.</source>
        <translation>%1 necesita una clave de la curva %2; esta es: %3.</translation>
    </message>
    <message>
        <source>%1 needs a key of the kind Ed25519 or Ed448; this one is: %2.</source>
        <translation>%1 necesita una clave de tipo Ed25519 o Ed448; esta es: %2.</translation>
    </message>
    <message>
        <source>The private key could not sign (%1).</source>
        <translation>La clave privada no pudo firmar (%1).</translation>
    </message>
    <message>
        <source>The client secret is missing.</source>
        <translation>Falta el secreto de cliente.</translation>
    </message>
    <message>
        <source>The client secret could not sign.</source>
        <translation>El secreto de cliente no pudo firmar.</translation>
    </message>
    <message>
        <source>bash, dash, zsh and the like</source>
        <translation>bash, dash, zsh y similares</translation>
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
        <translation>archivos .env y lo que los lee</translation>
    </message>
    <message>
        <source>programs, as one object</source>
        <translation>programas, como un objeto</translation>
    </message>
    <message>
        <source>The value of %1 has characters that “%2” cannot hold: not everything that reads it would see the same. Take another format.</source>
        <translation>El valor de %1 tiene caracteres que «%2» no puede contener: no todo lo que lo lea vería lo mismo. Elija otro formato.</translation>
    </message>
    <message>
        <source>Bearer header</source>
        <translation>Encabezado Bearer</translation>
    </message>
    <message>
        <source>the header</source>
        <translation>el encabezado</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Token de acceso</translation>
    </message>
    <message>
        <source>the access token</source>
        <translation>el token de acceso</translation>
    </message>
    <message>
        <source>curl command</source>
        <translation>Comando curl</translation>
    </message>
    <message>
        <source>a curl command</source>
        <translation>un comando curl</translation>
    </message>
    <message>
        <source>HTTPie command</source>
        <translation>Comando HTTPie</translation>
    </message>
    <message>
        <source>an HTTPie command</source>
        <translation>un comando HTTPie</translation>
    </message>
    <message>
        <source>.http request</source>
        <translation>Solicitud .http</translation>
    </message>
    <message>
        <source>a .http request</source>
        <translation>una solicitud .http</translation>
    </message>
    <message>
        <source>Shell export</source>
        <translation>Variables de shell (export)</translation>
    </message>
    <message>
        <source>shell variables</source>
        <translation>variables de shell</translation>
    </message>
    <message>
        <source>PowerShell command</source>
        <translation>Comando PowerShell</translation>
    </message>
    <message>
        <source>a PowerShell command</source>
        <translation>un comando PowerShell</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>the token as JSON</source>
        <translation>el token como JSON</translation>
    </message>
    <message>
        <source>JavaScript fetch</source>
        <translation>fetch de JavaScript</translation>
    </message>
    <message>
        <source>a fetch call</source>
        <translation>una llamada a fetch</translation>
    </message>
    <message>
        <source>the Basic header</source>
        <translation>el encabezado Basic</translation>
    </message>
    <message>
        <source>A line end or another control character stands in the token or the header that it goes into; mend the provider file.</source>
        <translation>Hay un salto de línea u otro carácter de control en el token o en el encabezado al que va; corrija el archivo de proveedor.</translation>
    </message>
    <message>
        <source>The desktop&apos;s settings name no proxy that can be used for this server.</source>
        <translation>La configuración del escritorio no indica ningún proxy que se pueda usar para este servidor.</translation>
    </message>
    <message>
        <source>The server did not accept the client&apos;s certificate.</source>
        <translation>El servidor no aceptó el certificado del cliente.</translation>
    </message>
    <message>
        <source>The server demands a TLS certificate of the client.</source>
        <translation>El servidor exige un certificado TLS del cliente.</translation>
    </message>
    <message>
        <source>The server may demand a TLS certificate of the client.</source>
        <translation>Puede que el servidor exija un certificado TLS del cliente.</translation>
    </message>
    <message>
        <source>The answer is larger than %1 KiB.</source>
        <translation>La respuesta ocupa más de %1 KiB.</translation>
    </message>
    <message>
        <source>The proxy is %1:%2.</source>
        <translation>El proxy es %1:%2.</translation>
    </message>
    <message>
        <source>The server closed the connection before it had answered. The request was not sent again.</source>
        <translation>El servidor cerró la conexión antes de responder. La solicitud no se envió de nuevo.</translation>
    </message>
    <message>
        <source>It may not have accepted the client&apos;s certificate.</source>
        <translation>Puede que no haya aceptado el certificado del cliente.</translation>
    </message>
    <message>
        <source>No whole answer within %1 seconds.</source>
        <translation>No hubo una respuesta completa en %1 segundos.</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read: %2</source>
        <translation>No se puede leer el archivo de certificado %1: %2</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate.</source>
        <translation>El archivo de certificado %1 no contiene ningún certificado.</translation>
    </message>
    <message>
        <source>The client&apos;s certificate or its private key cannot be used for TLS.</source>
        <translation>El certificado del cliente o su clave privada no se puede usar para TLS.</translation>
    </message>
    <message>
        <source>The variable %1 names a proxy that cannot be used, %2: %3</source>
        <translation>La variable %1 indica un proxy que no se puede usar, %2: %3</translation>
    </message>
    <message>
        <source>it is no address of a proxy.</source>
        <translation>no es la dirección de un proxy.</translation>
    </message>
    <message>
        <source>a proxy that is itself spoken to over TLS is not supported.</source>
        <translation>no se admite un proxy al que a su vez se accede mediante TLS.</translation>
    </message>
    <message>
        <source>version 4 of SOCKS is not supported, version 5 is.</source>
        <translation>no se admite la versión 4 de SOCKS; la versión 5, sí.</translation>
    </message>
    <message>
        <source>“%1” is no kind of proxy that is known.</source>
        <translation>«%1» no es un tipo de proxy conocido.</translation>
    </message>
    <message>
        <source>The client ID has a “:” in it, which would end it in a Basic header with ID and secret as they are. Choose the client authentication client_secret_basic (form-encoded) or client_secret_post.</source>
        <translation>El ID de cliente contiene «:», que le pondría fin en un encabezado Basic con ID y secreto tal cual. Elija la autenticación de cliente client_secret_basic (codificada como formulario) o client_secret_post.</translation>
    </message>
    <message>
        <source>The certificate and the private key do not belong together.</source>
        <translation>El certificado y la clave privada no se corresponden.</translation>
    </message>
    <message>
        <source>Basic header, form-encoded (RFC 6749)</source>
        <translation>Basic, codificado como formulario (RFC 6749)</translation>
    </message>
    <message>
        <source>Basic header, ID and secret as they are</source>
        <translation>Basic, ID y secreto tal cual</translation>
    </message>
    <message>
        <source>ID and secret in the request body</source>
        <translation>ID y secreto en el cuerpo de la solicitud</translation>
    </message>
    <message>
        <source>ID and secret in the URL</source>
        <translation>ID y secreto en la URL</translation>
    </message>
    <message>
        <source>Servers and proxies write URLs into their logs, the secret with them. Use this only where the provider takes nothing else.</source>
        <translation>Los servidores y los proxies escriben las URL en sus registros, y el secreto con ellas. Úselo solo si el proveedor no acepta otra cosa.</translation>
    </message>
    <message>
        <source>Assertion signed with a private key</source>
        <translation>Aserción firmada con una clave privada</translation>
    </message>
    <message>
        <source>Assertion signed with the client secret</source>
        <translation>Aserción firmada con el secreto de cliente</translation>
    </message>
    <message>
        <source>TLS certificate of the client</source>
        <translation>Certificado TLS del cliente</translation>
    </message>
    <message>
        <source>None: the client ID alone</source>
        <translation>Ninguna: solo el ID de cliente</translation>
    </message>
    <message>
        <source>The server wants a TLS certificate of the client besides, and its private key; there is none.</source>
        <translation>El servidor exige además un certificado TLS del cliente y su clave privada; no hay ninguno.</translation>
    </message>
    <message>
        <source>%1 does not say where its tokens are had. Ask the provider for its token URL.</source>
        <translation>%1 no dice dónde se obtienen sus tokens. Pida al proveedor su URL del token.</translation>
    </message>
    <message>
        <source>Give an https URL, without a login (http is for this computer alone).</source>
        <translation>Indique una URL https, sin nombre de usuario ni contraseña (http es solo para este equipo).</translation>
    </message>
    <message>
        <source>%1 leads on to %2, which was not asked for. If that is the server you mean, give its address.</source>
        <translation>%1 remite a %2, que no se había consultado. Si ese es el servidor deseado, indique su dirección.</translation>
    </message>
    <message>
        <source>Not granted: the scope %1.</source>
        <translation>No se concedió el ámbito %1.</translation>
    </message>
    <message>
        <source>Not granted: the scopes %1.</source>
        <translation>No se concedieron los ámbitos %1.</translation>
    </message>
    <message>
        <source>%1 of %2 left</source>
        <translation>quedan %1 de %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>quedan %1</translation>
    </message>
    <message>
        <source>%1: %2 until %3</source>
        <translation>%1: %2 hasta %3</translation>
    </message>
    <message>
        <source>The header “%1” needs the secret “%2”, which the keychain does not hold.</source>
        <translation>El encabezado «%1» necesita el secreto «%2», que el llavero no contiene.</translation>
    </message>
    <message>
        <source>The header “%1” cannot be sent: its name or its value is not what HTTP allows.</source>
        <translation>No se puede enviar el encabezado «%1»: HTTP no permite su nombre o su valor.</translation>
    </message>
    <message>
        <source>“%1” is no method of HTTP.</source>
        <translation>«%1» no es un método de HTTP.</translation>
    </message>
    <message>
        <source>Unknown body format “%1”.</source>
        <translation>Formato de cuerpo «%1» desconocido.</translation>
    </message>
    <message>
        <source>The server&apos;s “%1” is no https address.</source>
        <translation>El «%1» del servidor no es una dirección https.</translation>
    </message>
    <message>
        <source>%1 names no issuer.</source>
        <translation>%1 no indica ningún emisor.</translation>
    </message>
    <message>
        <source>%1 is of the issuer %2, not of %3.</source>
        <translation>%1 es del emisor %2, no de %3.</translation>
    </message>
    <message>
        <source>%1 names no token endpoint.</source>
        <translation>%1 no indica ningún endpoint de tokens.</translation>
    </message>
    <message>
        <source>What was found describes the resource “%1”, not %2.</source>
        <translation>Lo que se encontró describe el recurso «%1», no %2.</translation>
    </message>
    <message>
        <source>%1 names no authorization server with an https address.</source>
        <translation>%1 no indica ningún servidor de autorización con una dirección https.</translation>
    </message>
    <message>
        <source>The provider&apos;s file wants to check tokens at “%1”. A token is sent to its token endpoint&apos;s host or to the environment&apos;s apiBaseUrl alone.</source>
        <translation>El archivo de proveedor quiere comprobar los tokens en «%1». Un token solo se envía al host de su endpoint de tokens o a la apiBaseUrl del entorno.</translation>
    </message>
    <message>
        <source>The API accepted the token.</source>
        <translation>La API aceptó el token.</translation>
    </message>
    <message>
        <source>The API refused the token: it may have expired, been revoked, or belong to another environment.</source>
        <translation>La API no aceptó el token: puede que haya caducado, que se haya revocado o que sea de otro entorno.</translation>
    </message>
    <message>
        <source>The API accepted the token, but it lacks the scope or the permission for this call.</source>
        <translation>La API aceptó el token, pero le falta el ámbito o el permiso para esta llamada.</translation>
    </message>
    <message>
        <source>The answer does not tell whether the token is good.</source>
        <translation>La respuesta no dice si el token es válido.</translation>
    </message>
    <message>
        <source>Mint a new token and check again.</source>
        <translation>Obtenga un token nuevo y compruébelo otra vez.</translation>
    </message>
    <message>
        <source>Add the scope to the credential set, or ask the provider to grant it.</source>
        <translation>Añada el ámbito al conjunto de credenciales o pida al proveedor que lo conceda.</translation>
    </message>
    <message>
        <source>Try again later, or use the token where you need it.</source>
        <translation>Inténtelo de nuevo más tarde o use el token donde lo necesite.</translation>
    </message>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>El archivo de proveedor no describe ninguna llamada con la que comprobar un token.</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>aceptado</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>no aceptado</translation>
    </message>
    <message>
        <source>accepted, but lacks the scope</source>
        <translation>aceptado, pero le falta el ámbito</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>no concluyente</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Unknown client authentication “%1”.</source>
        <translation>Autenticación de cliente «%1» desconocida.</translation>
    </message>
    <message>
        <source>The client ID is missing.</source>
        <translation>Falta el ID de cliente.</translation>
    </message>
    <message>
        <source>“%1” is required and has no value.</source>
        <translation>«%1» es obligatorio y no tiene ningún valor.</translation>
    </message>
    <message>
        <source>An Authorization header cannot be set by hand: choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>Un encabezado Authorization no se puede definir a mano: elija una autenticación de cliente, para que el secreto permanezca en el llavero.</translation>
    </message>
    <message>
        <source>%1 requires at least one scope.</source>
        <translation>%1 exige al menos un ámbito.</translation>
    </message>
    <message>
        <source>“%1” cannot be sent: the request takes no parameters. A provider file can put it into a header.</source>
        <translation>No se puede enviar «%1»: la solicitud no admite parámetros. Un archivo de proveedor puede ponerlo en un encabezado.</translation>
    </message>
    <message>
        <source>The parameter “%1” is set already by the credential set&apos;s other fields.</source>
        <translation>El parámetro «%1» ya está definido por los otros campos del conjunto de credenciales.</translation>
    </message>
    <message>
        <source>The answer has no body.</source>
        <translation>La respuesta no tiene cuerpo.</translation>
    </message>
    <message numerus="yes">
        <source>It is %n byte(s) of %1, neither JSON nor XML.</source>
        <translation>
            <numerusform>Es %n byte de %1, ni JSON ni XML.</numerusform>
            <numerusform>Son %n bytes de %1, ni JSON ni XML.</numerusform>
        </translation>
    </message>
    <message>
        <source>something</source>
        <translation>algo</translation>
    </message>
    <message>
        <source>It holds: %1</source>
        <translation>Contiene: %1</translation>
    </message>
    <message>
        <source>The answer is a redirect without a target.</source>
        <translation>La respuesta es una redirección sin destino.</translation>
    </message>
    <message>
        <source>The answer is a redirect to %1, which is not followed.</source>
        <translation>La respuesta es una redirección a %1, que no se sigue.</translation>
    </message>
    <message>
        <source>There is no access token at “%1”.</source>
        <translation>No hay ningún token de acceso en «%1».</translation>
    </message>
    <message>
        <source>The access token in the answer holds characters that cannot stand in a header.</source>
        <translation>El token de acceso de la respuesta contiene caracteres que no pueden ir en un encabezado.</translation>
    </message>
    <message>
        <source>The access token is of type “%1” and cannot be used as a bearer token.</source>
        <translation>El token de acceso es de tipo «%1» y no se puede usar como token Bearer.</translation>
    </message>
    <message>
        <source>Try again now; the time it asked to wait is over.</source>
        <translation>Ya puede intentarlo de nuevo; el tiempo de espera que pidió ha terminado.</translation>
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
        <translation>Inténtelo de nuevo dentro de %1 (%2).</translation>
    </message>
    <message>
        <source>%1 refused a scope</source>
        <translation>%1 denegó un ámbito</translation>
    </message>
    <message>
        <source>%1 does not take the refresh token any more</source>
        <translation>%1 ya no acepta el token de actualización</translation>
    </message>
    <message>
        <source>A web page came instead of an answer.</source>
        <translation>En lugar de una respuesta llegó una página web.</translation>
    </message>
    <message>
        <source>A web page came instead of an answer: “%1”</source>
        <translation>En lugar de una respuesta llegó una página web: «%1»</translation>
    </message>
    <message>
        <source>the provider</source>
        <translation>el proveedor</translation>
    </message>
    <message>
        <source>field “%1”: expected %2</source>
        <translation>campo «%1»: se esperaba %2</translation>
    </message>
    <message>
        <source>a value, and it is missing</source>
        <translation>un valor, que falta</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>un texto</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true o false</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>un número entero</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>una lista de textos</translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation>una lista de números enteros</translation>
    </message>
    <message>
        <source>an object, a list or a text</source>
        <translation>un objeto, una lista o un texto</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>un objeto</translation>
    </message>
    <message>
        <source>a list of objects</source>
        <translation>una lista de objetos</translation>
    </message>
    <message>
        <source>an object of objects</source>
        <translation>un objeto de objetos</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a day.</source>
        <translation>La documentación de %1 indica un máximo de %2 al día.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 an hour.</source>
        <translation>La documentación de %1 indica un máximo de %2 por hora.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a minute.</source>
        <translation>La documentación de %1 indica un máximo de %2 por minuto.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a second.</source>
        <translation>La documentación de %1 indica un máximo de %2 por segundo.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 in %3.</source>
        <translation>La documentación de %1 indica un máximo de %2 en %3.</translation>
    </message>
    <message>
        <source>%1 locks a client after one refused request.</source>
        <translation>%1 bloquea un cliente tras una solicitud denegada.</translation>
    </message>
    <message>
        <source>%1 locks a client after %2 refused requests.</source>
        <translation>%1 bloquea un cliente tras %2 solicitudes denegadas.</translation>
    </message>
    <message>
        <source>As long as a token lives, %1 answers with it again.</source>
        <translation>Mientras un token está vigente, %1 vuelve a responder con él.</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>Token de actualización</translation>
    </message>
    <message>
        <source>its id “%1” is also that of %2, which counts</source>
        <translation>su id «%1» es también el de %2, que prevalece</translation>
    </message>
    <message>
        <source>There is no provider “%1”; it may be misspelt, or its file missing.</source>
        <translation>No existe el proveedor «%1»; puede que esté mal escrito o que falte su archivo.</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>uno de estos: %1</translation>
    </message>
    <message>
        <source>an https URL (plain http is for 127.0.0.1, localhost and [::1] alone)</source>
        <translation>una URL https (http sin cifrar es solo para 127.0.0.1, localhost y [::1])</translation>
    </message>
    <message>
        <source>a header&apos;s name</source>
        <translation>el nombre de un encabezado</translation>
    </message>
    <message>
        <source>a header&apos;s value, without line ends</source>
        <translation>el valor de un encabezado, sin saltos de línea</translation>
    </message>
    <message>
        <source>no “exp”, which comes of “lifetime”</source>
        <translation>ningún «exp», que resulta de «lifetime»</translation>
    </message>
    <message>
        <source>one word, such as Basic</source>
        <translation>una sola palabra, como Basic</translation>
    </message>
    <message>
        <source>this or “per”</source>
        <translation>esto o «per», no ambos</translation>
    </message>
    <message>
        <source>%1, the only version this program reads</source>
        <translation>%1, la única versión que lee este programa</translation>
    </message>
    <message>
        <source>an https URL</source>
        <translation>una URL https</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>ID de cliente</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secreto de cliente</translation>
    </message>
    <message>
        <source>at least one environment</source>
        <translation>al menos un entorno</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>una expresión regular</translation>
    </message>
    <message>
        <source>The provider file has no id and name at its beginning.</source>
        <translation>El archivo de proveedor no tiene id ni name al principio.</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copia)</translation>
    </message>
    <message>
        <source>The server does not take the refresh token any more. It may have run out, been withdrawn (a password changed, access taken back), replaced by a later sign-in, or been used by another program: where each use brings another one, a second use of the same ends both. Sign in at the provider again, then edit this credential set and paste the new refresh token.</source>
        <translation>El servidor ya no acepta el token de actualización. Puede que haya caducado, que se haya retirado (una contraseña cambiada, un acceso revocado), que lo haya sustituido un inicio de sesión posterior o que lo haya usado otro programa: si cada uso da otro nuevo, usar el mismo por segunda vez anula ambos. Inicie sesión de nuevo en el proveedor, edite después este conjunto de credenciales y pegue el nuevo token de actualización.</translation>
    </message>
    <message>
        <source>The server takes no refresh tokens here: check the token URL and the grant type in the provider file.</source>
        <translation>El servidor no acepta aquí tokens de actualización: compruebe la URL del token y el tipo de concesión en el archivo de proveedor.</translation>
    </message>
    <message>
        <source>The refresh token was given for other scopes: ask for some of those, or for none to get all of them. More scopes take a new sign-in and its refresh token.</source>
        <translation>El token de actualización se dio para otros ámbitos: pida algunos de esos, o ninguno para obtenerlos todos. Para más ámbitos hace falta un nuevo inicio de sesión y su token de actualización.</translation>
    </message>
    <message>
        <source>The server could not use the request: check the parameters, the scopes and the client authentication of this credential set.</source>
        <translation>El servidor no pudo procesar la solicitud: compruebe los parámetros, los ámbitos y la autenticación de cliente de este conjunto de credenciales.</translation>
    </message>
    <message>
        <source>The server refuses this grant: check the token URL, and ask the provider whether the client still exists and may use client credentials.</source>
        <translation>El servidor deniega esta concesión: compruebe la URL del token y pregunte al proveedor si el cliente aún existe y puede usar la concesión de credenciales de cliente.</translation>
    </message>
    <message>
        <source>The client may not use client credentials: allow that grant for it where its keys are managed.</source>
        <translation>El cliente no puede usar la concesión de credenciales de cliente: permítala allí donde se administran sus claves.</translation>
    </message>
    <message>
        <source>The server does not offer client credentials here: check the token URL and the grant type in the provider file.</source>
        <translation>El servidor no ofrece aquí la concesión de credenciales de cliente: compruebe la URL del token y el tipo de concesión en el archivo de proveedor.</translation>
    </message>
    <message>
        <source>The server does not grant one of the scopes: check how they are written, and leave out what the client was not granted.</source>
        <translation>El servidor no concede uno de los ámbitos: compruebe cómo están escritos y omita los que no se concedieron al cliente.</translation>
    </message>
    <message>
        <source>minted</source>
        <translation>obtenido</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>revocado</translation>
    </message>
    <message>
        <source>checked: %1</source>
        <translation>comprobación: %1</translation>
    </message>
    <message>
        <source>revoking: %1</source>
        <translation>revocación: %1</translation>
    </message>
    <message>
        <source>window</source>
        <translation>ventana</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>línea de comandos</translation>
    </message>
    <message>
        <source>keep fresh</source>
        <translation>mantener al día</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>Hora:</translation>
    </message>
    <message>
        <source>Credential set:</source>
        <translation>Conjunto de credenciales:</translation>
    </message>
    <message>
        <source>Provider:</source>
        <translation>Proveedor:</translation>
    </message>
    <message>
        <source>Endpoint:</source>
        <translation>Endpoint:</translation>
    </message>
    <message>
        <source>Client authentication:</source>
        <translation>Autenticación de cliente:</translation>
    </message>
    <message>
        <source>Outcome:</source>
        <translation>Resultado:</translation>
    </message>
    <message>
        <source>HTTP status:</source>
        <translation>Estado HTTP:</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sin respuesta</translation>
    </message>
    <message>
        <source>Duration:</source>
        <translation>Duración:</translation>
    </message>
    <message>
        <source>Code:</source>
        <translation>Código:</translation>
    </message>
    <message>
        <source>Message:</source>
        <translation>Mensaje:</translation>
    </message>
    <message>
        <source>That is what “%1” has already; nothing was changed.</source>
        <translation>Es lo que ya tiene «%1»; no se cambió nada.</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Caduca</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Emitido</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>No antes de</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>Inicio de sesión</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Emisor</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Destinatario</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Sujeto</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Authorised party</source>
        <translation>Parte autorizada</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Aplicación</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Ámbitos</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Roles</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Inquilino</translation>
    </message>
    <message>
        <source>Token ID</source>
        <translation>ID del token</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algoritmo</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>ID de clave</translation>
    </message>
    <message>
        <source>Asked for and not granted: %1.</source>
        <translation>Pedido y no concedido: %1.</translation>
    </message>
    <message>
        <source>Granted without being asked for: %1.</source>
        <translation>Concedido sin haberse pedido: %1.</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 later than what the provider answered. The earlier one counts.</source>
        <translation>La caducidad propia del token (exp) es %1 posterior a la que respondió el proveedor. Cuenta la más temprana.</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 earlier than what the provider answered. The earlier one counts.</source>
        <translation>La caducidad propia del token (exp) es %1 anterior a la que respondió el proveedor. Cuenta la más temprana.</translation>
    </message>
    <message>
        <source>The token is opaque: it is no JWT, and only the provider can tell what is in it.</source>
        <translation>El token es opaco: no es un JWT, y solo el proveedor puede decir qué contiene.</translation>
    </message>
    <message>
        <source>The list of token lifetimes (tokens.json) was written by another version of this program. It was left as it is.</source>
        <translation>La lista de vigencias de los tokens (tokens.json) la escribió otra versión de este programa. Se dejó como está.</translation>
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
        <translation>caducado</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>dentro de %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>hace %1</translation>
    </message>
    <message>
        <source>The provider gave a new refresh token, and the keychain does not take it: it is in memory alone, and the one in the keychain may be worth nothing. It is tried again until it is kept.</source>
        <translation>El proveedor dio un nuevo token de actualización y el llavero no lo acepta: está solo en la memoria, y puede que el del llavero ya no sirva. Se sigue intentando hasta que quede guardado.</translation>
    </message>
    <message>
        <source>no token yet</source>
        <translation>aún sin token</translation>
    </message>
    <message>
        <source>minting…</source>
        <translation>obteniendo…</translation>
    </message>
    <message>
        <source>minting… %1</source>
        <translation>obteniendo… %1</translation>
    </message>
    <message>
        <source>valid, lifetime unknown</source>
        <translation>válido, vigencia desconocida</translation>
    </message>
    <message>
        <source>ready to copy, %1</source>
        <translation>listo para copiar, %1</translation>
    </message>
    <message>
        <source>ready to copy</source>
        <translation>listo para copiar</translation>
    </message>
    <message>
        <source>A quotation mark is never closed.</source>
        <translation>Hay una comilla sin cerrar.</translation>
    </message>
    <message>
        <source>Shells and readers of .env files take its value differently; put it in single quotation marks.</source>
        <translation>Los shells y los lectores de archivos .env entienden su valor de forma distinta; póngalo entre comillas simples.</translation>
    </message>
    <message>
        <source>cmd.exe takes the quotation marks for a part of its value; write set &quot;NAME=value&quot;.</source>
        <translation>cmd.exe considera las comillas parte de su valor; escriba set &quot;NAME=value&quot;.</translation>
    </message>
    <message>
        <source>cmd.exe takes the comment for a part of its value.</source>
        <translation>cmd.exe considera el comentario parte de su valor.</translation>
    </message>
    <message>
        <source>For a shell its value ends at the blank.</source>
        <translation>Para un shell, su valor termina en el espacio.</translation>
    </message>
    <message>
        <source>For a shell its value ends at “&amp;” or “|”.</source>
        <translation>Para un shell, su valor termina en «&amp;» o «|».</translation>
    </message>
    <message>
        <source>Something follows a closing quotation mark.</source>
        <translation>Hay algo detrás de una comilla de cierre.</translation>
    </message>
    <message>
        <source>“#” was taken for a part of its value.</source>
        <translation>«#» se consideró parte de su valor.</translation>
    </message>
    <message>
        <source>Its value holds a control character.</source>
        <translation>Su valor contiene un carácter de control.</translation>
    </message>
    <message>
        <source>Its value is not in the file itself: a variable, a command or a pattern stands there.</source>
        <translation>Su valor no está en el propio archivo: en su lugar hay una variable, un comando o un patrón.</translation>
    </message>
    <message>
        <source>Its value goes on in the next line.</source>
        <translation>Su valor continúa en la línea siguiente.</translation>
    </message>
    <message>
        <source>Its value is not in the file itself.</source>
        <translation>Su valor no está en el propio archivo.</translation>
    </message>
    <message>
        <source>YAML takes its value for a number or a truth value; put it in quotation marks.</source>
        <translation>YAML interpreta su valor como un número o un valor booleano; póngalo entre comillas.</translation>
    </message>
    <message>
        <source>The quotation marks are a part of its value there; put them around the whole item.</source>
        <translation>Ahí las comillas forman parte de su valor; póngalas alrededor de todo el elemento.</translation>
    </message>
    <message>
        <source>Its YAML holds more than any such file does.</source>
        <translation>Su YAML contiene más de lo que contendría cualquier archivo de este tipo.</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>«%1»: %2</translation>
    </message>
    <message>
        <source>“%1” is there twice, with different values.</source>
        <translation>«%1» aparece dos veces, con valores distintos.</translation>
    </message>
    <message>
        <source>The refresh token is not carried over: no provider takes it, and there is no token URL.</source>
        <translation>El token de actualización no se importa: ningún proveedor lo admite y no hay URL del token.</translation>
    </message>
    <message>
        <source>“%1” before the token</source>
        <translation>«%1» delante del token</translation>
    </message>
    <message>
        <source>the token&apos;s place in the URL</source>
        <translation>el lugar del token en la URL</translation>
    </message>
    <message>
        <source>the ID token in the place of the access token</source>
        <translation>el token de ID en lugar del token de acceso</translation>
    </message>
    <message>
        <source>the script that runs before the request</source>
        <translation>el script que se ejecuta antes de la solicitud</translation>
    </message>
    <message>
        <source>variable “%1”</source>
        <translation>variable «%1»</translation>
    </message>
    <message>
        <source>environment “%1”, %2</source>
        <translation>entorno «%1», %2</translation>
    </message>
    <message>
        <source>A block is never closed (%1).</source>
        <translation>Hay un bloque sin cerrar (%1).</translation>
    </message>
    <message>
        <source>This curl command reads another file (%1), which is not looked into.</source>
        <translation>Este comando curl lee otro archivo (%1), que no se examina.</translation>
    </message>
    <message>
        <source>the key&apos;s password</source>
        <translation>la contraseña de la clave</translation>
    </message>
    <message>
        <source>This curl command has no URL.</source>
        <translation>Este comando curl no tiene URL.</translation>
    </message>
    <message>
        <source>the empty header %1</source>
        <translation>el encabezado vacío %1</translation>
    </message>
    <message>
        <source>This curl command asks for the secret itself.</source>
        <translation>Este comando curl pide él mismo el secreto.</translation>
    </message>
    <message>
        <source>the file sent as “%1”</source>
        <translation>el archivo enviado como «%1»</translation>
    </message>
    <message>
        <source>what curl takes for no part of the value of “%1”</source>
        <translation>lo que curl no considera parte del valor de «%1»</translation>
    </message>
    <message>
        <source>A quotation mark of this curl command is never closed.</source>
        <translation>En este comando curl hay una comilla sin cerrar.</translation>
    </message>
    <message>
        <source>It is a command of PowerShell&apos;s own, which is not read; what curl.exe is called with is.</source>
        <translation>Es un comando propio de PowerShell, que no se lee; sí se lee lo que se pasa a curl.exe.</translation>
    </message>
    <message>
        <source>This curl command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>Este comando curl toma un valor de una variable o un comando del shell, que no está en el archivo.</translation>
    </message>
    <message>
        <source>curl wants a blank, not “=”, between %1 and its value.</source>
        <translation>curl exige un espacio, no «=», entre %1 y su valor.</translation>
    </message>
    <message>
        <source>The value of %1 is missing in this curl command.</source>
        <translation>En este comando curl falta el valor de %1.</translation>
    </message>
    <message>
        <source>It holds more than %1 curl commands.</source>
        <translation>Contiene más de %1 comandos curl.</translation>
    </message>
    <message>
        <source>A document&apos;s quotation marks, dashes or blanks were read as a shell&apos;s.</source>
        <translation>Las comillas, los guiones o los espacios de un documento se leyeron como los de un shell.</translation>
    </message>
    <message>
        <source>Blanks between the mark that continues a line and the line&apos;s end were passed over.</source>
        <translation>Se pasaron por alto espacios entre la marca que continúa una línea y el final de la línea.</translation>
    </message>
    <message>
        <source>There is no provider file for any server, as “oauth2” is.</source>
        <translation>No hay ningún archivo de proveedor que valga para cualquier servidor, como «oauth2».</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>El servidor solo acepta clientes mediante %1, y aquí no se conoce ninguno de esos métodos.</translation>
    </message>
    <message>
        <source>entry “%1”</source>
        <translation>entrada «%1»</translation>
    </message>
    <message>
        <source>application “%1”</source>
        <translation>aplicación «%1»</translation>
    </message>
    <message>
        <source>user “%1”</source>
        <translation>usuario «%1»</translation>
    </message>
    <message>
        <source>Not carried over: %1. It signs a person in.</source>
        <translation>No se importa: %1. Sirve para que una persona inicie sesión.</translation>
    </message>
    <message>
        <source>Not carried over: the refresh token. It does not say for which of the applications it is.</source>
        <translation>No se importa: el token de actualización. No dice para cuál de las aplicaciones es.</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>usuario %1</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>«%1» aparece dos veces.</translation>
    </message>
    <message>
        <source>“%1” is there twice (%2).</source>
        <translation>«%1» aparece dos veces (%2).</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>Token endpoint: %1</source>
        <translation>Endpoint de tokens: %1</translation>
    </message>
    <message>
        <source>It was exported by a version of the program that this one does not understand.</source>
        <translation>Se exportó con una versión del programa que esta no entiende.</translation>
    </message>
    <message>
        <source>credential set %1</source>
        <translation>conjunto de credenciales %1</translation>
    </message>
    <message>
        <source>Tokenwright keeps its own files there</source>
        <translation>Tokenwright guarda ahí sus propios archivos</translation>
    </message>
    <message>
        <source>“%1” has a placeholder, which is left out.</source>
        <translation>«%1» tiene un marcador de posición, que se omite.</translation>
    </message>
    <message>
        <source>The client ID is a placeholder.</source>
        <translation>El ID de cliente es un marcador de posición.</translation>
    </message>
    <message>
        <source>There is neither a client ID nor a client secret.</source>
        <translation>No hay ni ID de cliente ni secreto de cliente.</translation>
    </message>
    <message>
        <source>The client secret is a placeholder.</source>
        <translation>El secreto de cliente es un marcador de posición.</translation>
    </message>
    <message>
        <source>It does not say for which environment; taken for %1.</source>
        <translation>No dice para qué entorno; se supone %1.</translation>
    </message>
    <message>
        <source>The client ID looks like one of %1.</source>
        <translation>El ID de cliente parece ser de %1.</translation>
    </message>
    <message>
        <source>user name and password in the URL</source>
        <translation>nombre de usuario y contraseña en la URL</translation>
    </message>
    <message>
        <source>Not carried over: %1.</source>
        <translation>No se importa: %1.</translation>
    </message>
    <message>
        <source>The name in the file has characters that cannot be seen, or that reorder text; they were left out.</source>
        <translation>El nombre del archivo contiene caracteres que no se pueden ver o que reordenan el texto; se omitieron.</translation>
    </message>
    <message>
        <source>Of several values of “%1” the first is taken.</source>
        <translation>De varios valores de «%1» se toma el primero.</translation>
    </message>
    <message>
        <source>“%1” in the URL</source>
        <translation>«%1» en la URL</translation>
    </message>
    <message>
        <source>“%1” moves from the URL into the body.</source>
        <translation>«%1» pasa de la URL al cuerpo.</translation>
    </message>
    <message>
        <source>The file has no value for %1; it is kept elsewhere and has to be typed.</source>
        <translation>El archivo no tiene ningún valor para %1; se guarda en otro lugar y hay que escribirlo.</translation>
    </message>
    <message>
        <source>It asks for another grant (%1) than %2.</source>
        <translation>Pide una concesión (%1) distinta de %2.</translation>
    </message>
    <message>
        <source>How the client authenticates (%1) is not known here.</source>
        <translation>Aquí no se conoce cómo se autentica el cliente (%1).</translation>
    </message>
    <message>
        <source>“%1”, which is for the authorization request</source>
        <translation>«%1», que es para la solicitud de autorización</translation>
    </message>
    <message>
        <source>export of Tokenwright</source>
        <translation>exportación de Tokenwright</translation>
    </message>
    <message>
        <source>Postman collection</source>
        <translation>colección de Postman</translation>
    </message>
    <message>
        <source>Postman environment</source>
        <translation>entorno de Postman</translation>
    </message>
    <message>
        <source>Insomnia export</source>
        <translation>exportación de Insomnia</translation>
    </message>
    <message>
        <source>Yaak export</source>
        <translation>exportación de Yaak</translation>
    </message>
    <message>
        <source>Bruno collection</source>
        <translation>colección de Bruno</translation>
    </message>
    <message>
        <source>OpenCollection (YAML of Bruno)</source>
        <translation>OpenCollection (YAML de Bruno)</translation>
    </message>
    <message>
        <source>environments of an HTTP client (http-client.env.json)</source>
        <translation>entornos de un cliente HTTP (http-client.env.json)</translation>
    </message>
    <message>
        <source>OpenAPI document</source>
        <translation>documento OpenAPI</translation>
    </message>
    <message>
        <source>key file of Google (JSON)</source>
        <translation>archivo de clave de Google (JSON)</translation>
    </message>
    <message>
        <source>settings of a Docusign example (JSON)</source>
        <translation>configuración de un ejemplo de Docusign (JSON)</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (JSON)</source>
        <translation>configuración de una biblioteca de cliente de eBay (JSON)</translation>
    </message>
    <message>
        <source>environment variables in YAML (Docker Compose)</source>
        <translation>variables de entorno en YAML (Docker Compose)</translation>
    </message>
    <message>
        <source>HTTP requests (.http)</source>
        <translation>solicitudes HTTP (.http)</translation>
    </message>
    <message>
        <source>log-in command of Salesforce</source>
        <translation>comando de inicio de sesión de Salesforce</translation>
    </message>
    <message>
        <source>variables (.env, export, set, $env:)</source>
        <translation>variables (.env, export, set, $env:)</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (YAML)</source>
        <translation>configuración de una biblioteca de cliente de eBay (YAML)</translation>
    </message>
    <message>
        <source>It is a private key, which does not say whose it is: import it together with the file that does, or enter it in a credential set.</source>
        <translation>Es una clave privada, que no dice de quién es: impórtela junto con el archivo que lo dice o introdúzcala en un conjunto de credenciales.</translation>
    </message>
    <message>
        <source>It gives values to variables, but none is called as a client ID is (…CLIENT_ID, …APP_ID, …API_KEY).</source>
        <translation>Da valores a variables, pero ninguna se llama como un ID de cliente (…CLIENT_ID, …APP_ID, …API_KEY).</translation>
    </message>
    <message>
        <source>It is none of the files that can be imported (%1).</source>
        <translation>No es ninguno de los archivos que se pueden importar (%1).</translation>
    </message>
    <message>
        <source>as a whole</source>
        <translation>en su conjunto</translation>
    </message>
    <message>
        <source>What looks like a %1 was not read; import it from a file of its own.</source>
        <translation>Lo que parece ser %1 no se leyó; impórtelo desde un archivo aparte.</translation>
    </message>
    <message>
        <source>It holds no credential set (read as %1).</source>
        <translation>No contiene ningún conjunto de credenciales (leído como %1).</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>entrada %1</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nuevo</translation>
    </message>
    <message>
        <source>new name</source>
        <translation>nombre nuevo</translation>
    </message>
    <message>
        <source>exists</source>
        <translation>ya existe</translation>
    </message>
    <message>
        <source>needs a provider</source>
        <translation>necesita un proveedor</translation>
    </message>
    <message>
        <source>needs a value</source>
        <translation>necesita un valor</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>omitido</translation>
    </message>
    <message>
        <source>The same as “%1” (%2, %3).</source>
        <translation>Igual que «%1» (%2, %3).</translation>
    </message>
    <message>
        <source>For which environment of %1 cannot be told.</source>
        <translation>No se puede saber para qué entorno de %1 es.</translation>
    </message>
    <message>
        <source>There is “%1” already.</source>
        <translation>«%1» ya existe.</translation>
    </message>
    <message>
        <source>“%1” has this client ID already, with another secret.</source>
        <translation>«%1» ya tiene este ID de cliente, con otro secreto.</translation>
    </message>
    <message>
        <source>The name “%1” is taken.</source>
        <translation>El nombre «%1» ya está en uso.</translation>
    </message>
    <message>
        <source>It cannot be read: %1.</source>
        <translation>No se puede leer: %1.</translation>
    </message>
    <message>
        <source>It holds more files than any collection does; choose the folder of the collection itself.</source>
        <translation>Contiene más archivos de los que tiene cualquier colección; elija la carpeta de la propia colección.</translation>
    </message>
    <message>
        <source>It is a folder without a file that can be imported.</source>
        <translation>Es una carpeta sin ningún archivo que se pueda importar.</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear, and not everything in it was taken over: see to what is left before you delete it.</source>
        <translation>%1 aún contiene secretos sin cifrar y no se importó todo lo que hay en él: ocúpese de lo que queda antes de eliminarlo.</translation>
    </message>
    <message>
        <source>It is not valid JSON (%1: %2).</source>
        <translation>No es JSON válido (%1: %2).</translation>
    </message>
    <message>
        <source>A key is there twice (%1); which of them counts cannot be told.</source>
        <translation>Una clave aparece dos veces (%1); no se puede saber cuál cuenta.</translation>
    </message>
    <message>
        <source>It is larger than %1 MiB, so it is no file of credentials.</source>
        <translation>Ocupa más de %1 MiB, así que no es un archivo de credenciales.</translation>
    </message>
    <message>
        <source>It is not a text in UTF-8 or UTF-16.</source>
        <translation>No es un texto en UTF-8 ni en UTF-16.</translation>
    </message>
    <message>
        <source>It is not a text file.</source>
        <translation>No es un archivo de texto.</translation>
    </message>
    <message>
        <source>Its JSON is not an object.</source>
        <translation>Su JSON no es un objeto.</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>línea %1</translation>
    </message>
    <message>
        <source>Choose its private key (%1) afterwards.</source>
        <translation>Elija después su clave privada (%1).</translation>
    </message>
    <message>
        <source>Google sign-in</source>
        <translation>Inicio de sesión de Google</translation>
    </message>
    <message>
        <source>“%1” is missing.</source>
        <translation>Falta «%1».</translation>
    </message>
    <message>
        <source>Its token_uri is not Google&apos;s, so the key is not taken over.</source>
        <translation>Su token_uri no es el de Google, así que la clave no se importa.</translation>
    </message>
    <message>
        <source>The file names no scopes: %1 is asked for unless you choose others.</source>
        <translation>El archivo no indica ámbitos: se pide %1, salvo que elija otros.</translation>
    </message>
    <message>
        <source>Its private key is the one beside it.</source>
        <translation>Su clave privada es la que está junto a él.</translation>
    </message>
    <message>
        <source>Enter the My Domain name of the organization afterwards.</source>
        <translation>Introduzca después el nombre de My Domain de la organización.</translation>
    </message>
    <message>
        <source>This command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>Este comando toma un valor de una variable o un comando del shell, que no está en el archivo.</translation>
    </message>
    <message>
        <source>security scheme “%1”</source>
        <translation>esquema de seguridad «%1»</translation>
    </message>
    <message>
        <source>It only says by which issuer tokens are given (%1); add a credential set by that address.</source>
        <translation>Solo dice qué emisor da los tokens (%1); añada un conjunto de credenciales con esa dirección.</translation>
    </message>
    <message>
        <source>It names no way to get a token.</source>
        <translation>No indica ninguna forma de obtener un token.</translation>
    </message>
    <message numerus="yes">
        <source>All %n scopes that it names are asked for; take out what the client was not granted.</source>
        <translation>
            <numerusform>Se pide el ámbito que indica; quítelo si no se concedió al cliente.</numerusform>
            <numerusform>Se piden los %n ámbitos que indica; quite los que no se concedieron al cliente.</numerusform>
        </translation>
    </message>
    <message>
        <source>It names no token URL.</source>
        <translation>No indica ninguna URL del token.</translation>
    </message>
    <message>
        <source>Its token URL leaves something open: %1</source>
        <translation>Su URL del token deja algo sin definir: %1</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>proxy</translation>
    </message>
    <message>
        <source>It is a Postman collection of version 1; export it as v2.1.</source>
        <translation>Es una colección de Postman de la versión 1; expórtela como v2.1.</translation>
    </message>
    <message>
        <source>Its token URL must be a plain https URL (http is for this computer alone).</source>
        <translation>Su URL del token debe ser una URL https simple (http es solo para este equipo).</translation>
    </message>
    <message>
        <source>No provider has its token URL.</source>
        <translation>Ningún proveedor tiene su URL del token.</translation>
    </message>
    <message>
        <source>the JSON field “%1”</source>
        <translation>el campo JSON «%1»</translation>
    </message>
    <message>
        <source>Sent as text: %1.</source>
        <translation>Se envía como texto: %1.</translation>
    </message>
    <message>
        <source>Its Basic header holds a placeholder.</source>
        <translation>Su encabezado Basic contiene un marcador de posición.</translation>
    </message>
    <message>
        <source>Its Basic header does not hold ID and secret in Base64.</source>
        <translation>Su encabezado Basic no contiene ID y secreto en Base64.</translation>
    </message>
    <message>
        <source>the client ID or secret that was sent a second time</source>
        <translation>el ID de cliente o el secreto que se enviaba por segunda vez</translation>
    </message>
    <message>
        <source>“+” in the client ID or secret was read as a blank, as servers read a form; %2B would be a plus.</source>
        <translation>«+» en el ID de cliente o en el secreto se leyó como un espacio, como los servidores leen un formulario; %2B sería un signo más.</translation>
    </message>
    <message>
        <source>Choose the private key afterwards that signs its assertions.</source>
        <translation>Elija después la clave privada que firma sus aserciones.</translation>
    </message>
    <message>
        <source>Choose its certificate and private key (%1) afterwards.</source>
        <translation>Elija después su certificado y su clave privada (%1).</translation>
    </message>
    <message>
        <source>Choose its certificate (%1) and private key (%2) afterwards.</source>
        <translation>Elija después su certificado (%1) y su clave privada (%2).</translation>
    </message>
    <message>
        <source>It does not ask for a token.</source>
        <translation>No pide ningún token.</translation>
    </message>
    <message>
        <source>Its body is not readable JSON.</source>
        <translation>Su cuerpo no es JSON legible.</translation>
    </message>
    <message>
        <source>Sent as a form instead of in parts (multipart/form-data).</source>
        <translation>Se envía como formulario en lugar de por partes (multipart/form-data).</translation>
    </message>
    <message>
        <source>collection “%1”</source>
        <translation>colección «%1»</translation>
    </message>
    <message>
        <source>%1, environment “%2”</source>
        <translation>%1, entorno «%2»</translation>
    </message>
    <message>
        <source>It needs the variable “%1”, which is not in this file. Import the environment that has it together with it.</source>
        <translation>Necesita la variable «%1», que no está en este archivo. Importe junto con él el entorno que la contiene.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>“%1”, which needs the variable “%2”</source>
        <translation>«%1», que necesita la variable «%2»</translation>
    </message>
    <message>
        <source>authorisation “%1”</source>
        <translation>autorización «%1»</translation>
    </message>
    <message>
        <source>the token in the header “%1”</source>
        <translation>el token en el encabezado «%1»</translation>
    </message>
    <message>
        <source>It is too large for a configuration file in YAML.</source>
        <translation>Es demasiado grande para un archivo de configuración en YAML.</translation>
    </message>
    <message>
        <source>It is not one YAML document with keys at its top.</source>
        <translation>No es un único documento YAML con claves en el nivel superior.</translation>
    </message>
    <message>
        <source>It is not valid YAML (%1).</source>
        <translation>No es YAML válido (%1).</translation>
    </message>
    <message>
        <source>It is not valid YAML.</source>
        <translation>No es YAML válido.</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n segundo</numerusform>
            <numerusform>%n segundos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minutos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>The keychain keeps no “%1”; write its value.</source>
        <translation>El llavero no guarda ningún «%1»; escriba su valor.</translation>
    </message>
    <message>
        <source>Told in the list, and by a notice two weeks and three days before.</source>
        <translation>Se indica en la lista y con una notificación dos semanas y tres días antes.</translation>
    </message>
    <message>
        <source>%1 days after it was entered, or a day such as 2027-06-30</source>
        <translation>%1 días después de introducirlo, o una fecha como 2027-06-30</translation>
    </message>
    <message>
        <source>a day such as 2027-06-30, if it is known</source>
        <translation>una fecha como 2027-06-30, si se conoce</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Línea %1: %2</translation>
    </message>
    <message>
        <source>there is no “=” in it.</source>
        <translation>no contiene «=».</translation>
    </message>
    <message>
        <source>there is no name before the “=”.</source>
        <translation>no hay ningún nombre delante de «=».</translation>
    </message>
    <message>
        <source>“%1” has a field of its own.</source>
        <translation>«%1» tiene su propio campo.</translation>
    </message>
    <message>
        <source>“%1” is set by the other fields.</source>
        <translation>«%1» lo definen los otros campos.</translation>
    </message>
    <message>
        <source>there is no “:” in it.</source>
        <translation>no contiene «:».</translation>
    </message>
    <message>
        <source>there is no name before the “:”.</source>
        <translation>no hay ningún nombre delante de «:».</translation>
    </message>
    <message>
        <source>an Authorization header cannot be set by hand. Choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>un encabezado Authorization no se puede definir a mano. Elija una autenticación de cliente, para que el secreto permanezca en el llavero.</translation>
    </message>
    <message>
        <source>The request cannot be shown: the private key in the keychain could not be read.</source>
        <translation>No se puede mostrar la solicitud: no se pudo leer la clave privada del llavero.</translation>
    </message>
    <message>
        <source>The preferences in %1 cannot be read: %2</source>
        <translation>No se pueden leer las preferencias de %1: %2</translation>
    </message>
    <message>
        <source>The preferences could not be written to %1.</source>
        <translation>No se pudieron escribir las preferencias en %1.</translation>
    </message>
    <message>
        <source>Token endpoints</source>
        <translation>Endpoints de tokens</translation>
    </message>
    <message>
        <source>Its header says “%1” where others say Basic.</source>
        <translation>Su encabezado dice «%1» donde otros dicen Basic.</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides.</source>
        <translation>Además, un certificado TLS del cliente.</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides, if there is one.</source>
        <translation>Además, un certificado TLS del cliente, si lo hay.</translation>
    </message>
    <message>
        <source>The grant is a signed assertion (RFC 7523): the private key makes it, and it becomes the token.</source>
        <translation>La concesión es una aserción firmada (RFC 7523): la crea la clave privada y se canjea por el token.</translation>
    </message>
    <message>
        <source> · %1</source>
        <translation> · %1</translation>
    </message>
    <message>
        <source>Where this is known from</source>
        <translation>Fuentes</translation>
    </message>
    <message>
        <source>, seen %1</source>
        <translation>, visto el %1</translation>
    </message>
    <message>
        <source>A: the vendor&apos;s own document. B: a repository or SDK of the vendor&apos;s, or what public code does. C: recalled and not confirmed.</source>
        <translation>A: documento del propio fabricante. B: un repositorio o SDK del fabricante, o lo que hace código público. C: de memoria y sin confirmar.</translation>
    </message>
    <message>
        <source>Comes with Tokenwright; its id is “%1”.</source>
        <translation>Viene con Tokenwright; su id es «%1».</translation>
    </message>
    <message>
        <source>Your own, from %1; its id is “%2”.</source>
        <translation>Propio, de %1; su id es «%2».</translation>
    </message>
    <message numerus="yes">
        <source>Used by %n credential set(s).</source>
        <translation>
            <numerusform>Lo usa %n conjunto de credenciales.</numerusform>
            <numerusform>Lo usan %n conjuntos de credenciales.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys:</source>
        <translation>Claves:</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Autenticación de cliente</translation>
    </message>
    <message>
        <source>Headers of the token request</source>
        <translation>Encabezados de la solicitud de token</translation>
    </message>
    <message>
        <source>Headers of every call</source>
        <translation>Encabezados de cada llamada</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Reglas</translation>
    </message>
    <message>
        <source>Checking a token</source>
        <translation>Comprobación de un token</translation>
    </message>
    <message>
        <source>This file was skipped.</source>
        <translation>Este archivo se omitió.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>It is read again whenever it is saved.</source>
        <translation>Se lee de nuevo cada vez que se guarda.</translation>
    </message>
    <message numerus="yes">
        <source>used by %n set(s)</source>
        <translation>
            <numerusform>lo usa %n conjunto</numerusform>
            <numerusform>lo usan %n conjuntos</numerusform>
        </translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoritos</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Pruebas</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Requiere atención</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>válido</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>se mantiene al día</translation>
    </message>
    <message>
        <source>As chosen in the preferences: %1</source>
        <translation>Según las preferencias: %1</translation>
    </message>
    <message>
        <source>Have the provider end the token: nobody can use it any more</source>
        <translation>Hacer que el proveedor anule el token: ya nadie podrá usarlo</translation>
    </message>
    <message>
        <source>The provider&apos;s file names no address where tokens are revoked</source>
        <translation>El archivo de proveedor no indica ninguna dirección donde se revoquen los tokens</translation>
    </message>
    <message>
        <source>About Tokenwright</source>
        <translation>Acerca de Tokenwright</translation>
    </message>
    <message>
        <source>Tokenwright %1</source>
        <translation>Tokenwright %1</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.
Secrets are kept in: %1</source>
        <translation>Tokens de acceso de OAuth 2.0 siempre a mano.
Los secretos se guardan en: %1</translation>
    </message>
    <message>
        <source>&amp;Copy bearer header</source>
        <translation>Copiar encabe&amp;zado Bearer</translation>
    </message>
    <message>
        <source>Copy “Authorization: Bearer …”; mints a token first if none is valid</source>
        <translation>Copiar «Authorization: Bearer …»; antes obtiene un token si no hay ninguno válido</translation>
    </message>
    <message>
        <source>Copy &amp;as…</source>
        <translation>Copiar co&amp;mo…</translation>
    </message>
    <message>
        <source>Cop&amp;y in your usual format</source>
        <translation>Copiar en su &amp;formato habitual</translation>
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
        <translation>Copiar el encabezado aunque a su token solo le queden instantes</translation>
    </message>
    <message>
        <source>&amp;Mint token</source>
        <translation>&amp;Obtener token</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>Ask the provider for a new token even if one is valid</source>
        <translation>Pedir al proveedor un token nuevo aunque haya uno válido</translation>
    </message>
    <message>
        <source>Keep fres&amp;h</source>
        <translation>Mantener al &amp;día</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Renew the token before it runs out, while Tokenwright runs</source>
        <translation>Renovar el token antes de que caduque, mientras Tokenwright esté en ejecución</translation>
    </message>
    <message>
        <source>Chec&amp;k token</source>
        <translation>Comprobar to&amp;ken</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>For&amp;get token</source>
        <translation>O&amp;lvidar token</translation>
    </message>
    <message>
        <source>Drop the token that is kept; the next copy mints another</source>
        <translation>Descartar el token guardado; la siguiente copia obtiene otro</translation>
    </message>
    <message>
        <source>Revoke &amp;token…</source>
        <translation>&amp;Revocar token…</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>Ca&amp;ncelar</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>Stop what is under way</source>
        <translation>Detener lo que está en curso</translation>
    </message>
    <message>
        <source>&amp;Edit credential set</source>
        <translation>Editar &amp;conjunto de credenciales</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>R&amp;otate secret…</source>
        <translation>Ro&amp;tar secreto…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>A new secret, tried before it takes the place of the old one</source>
        <translation>Un secreto nuevo, que se prueba antes de que sustituya al anterior</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>D&amp;uplicar</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Dup&amp;licate to the other environment…</source>
        <translation>Duplicar &amp;en el otro entorno…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+D</source>
        <translation>Ctrl+Shift+D</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>Favor&amp;ito</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Keep it at hand among the favourites</source>
        <translation>Tenerlo a mano entre los favoritos</translation>
    </message>
    <message>
        <source>&amp;Remove credential set</source>
        <translation>Quitar con&amp;junto de credenciales</translation>
    </message>
    <message>
        <source>Undo remove</source>
        <translation>Deshacer quitar</translation>
    </message>
    <message>
        <source>Bring back what was removed just now</source>
        <translation>Recuperar lo que se acaba de quitar</translation>
    </message>
    <message>
        <source>&amp;Add credential set</source>
        <translation>Añadir con&amp;junto de credenciales</translation>
    </message>
    <message>
        <source>Keep a key and secret of a provider</source>
        <translation>Guardar una clave y un secreto de un proveedor</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>I&amp;mportar…</translation>
    </message>
    <message>
        <source>Ctrl+I</source>
        <translation>Ctrl+I</translation>
    </message>
    <message>
        <source>Import from the clip&amp;board</source>
        <translation>Importar del &amp;portapapeles</translation>
    </message>
    <message>
        <source>Read a curl command, or lines of a .env file, that was copied</source>
        <translation>Leer un comando curl o líneas de un archivo .env que se hayan copiado</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportar…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Write the credential sets, without their secrets, to a file</source>
        <translation>Escribir los conjuntos de credenciales, sin sus secretos, en un archivo</translation>
    </message>
    <message>
        <source>Fi&amp;nd</source>
        <translation>&amp;Buscar</translation>
    </message>
    <message>
        <source>Pro&amp;viders…</source>
        <translation>Pro&amp;veedores…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>Prefere&amp;ncias…</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation>&amp;Atajos de teclado</translation>
    </message>
    <message>
        <source>&amp;About Tokenwright</source>
        <translation>Acerca de Token&amp;wright</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>%1 would get the token in clear, for everybody on the way to read. Use https; plain http is for 127.0.0.1, localhost and [::1] alone.</source>
        <translation>%1 recibiría el token sin cifrar, legible para cualquiera en el camino. Use https; http sin cifrar es solo para 127.0.0.1, localhost y [::1].</translation>
    </message>
    <message>
        <source>--variable knows no “%1”; it takes one of %2.</source>
        <translation>--variable no conoce «%1»; admite uno de estos: %2.</translation>
    </message>
    <message>
        <source>--variable knows no “%1” here.</source>
        <translation>--variable no conoce «%1» aquí.</translation>
    </message>
    <message>
        <source>--environment is missing; it takes one of %1.</source>
        <translation>Falta --environment; admite uno de estos: %1.</translation>
    </message>
    <message>
        <source>“%1” may not hold “%2”: it would change the URL that the value is put into.</source>
        <translation>«%1» no puede contener «%2»: cambiaría la URL en la que se inserta el valor.</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>aviso: %1</translation>
    </message>
    <message>
        <source>%1 is used (%2), with the warnings above.</source>
        <translation>%1 se usa (%2), con los avisos anteriores.</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>una lista</translation>
    </message>
    <message>
        <source>what matches %1</source>
        <translation>algo que coincida con %1</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 o más</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>de %1 a %2</translation>
    </message>
    <message>
        <source>each value once</source>
        <translation>cada valor una sola vez</translation>
    </message>
    <message>
        <source>field “%1” is not known and does nothing.</source>
        <translation>El campo «%1» no se conoce y no hace nada.</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>otra cosa</translation>
    </message>
    <message>
        <source>not JSON: %1 in line %2, column %3</source>
        <translation>no es JSON: %1 en la línea %2, columna %3</translation>
    </message>
    <message>
        <source>the host of a tokenUrl or an apiBaseUrl</source>
        <translation>el host de un tokenUrl o de un apiBaseUrl</translation>
    </message>
    <message>
        <source>field “%1”: there is no variable “%2”.</source>
        <translation>campo «%1»: no existe la variable «%2».</translation>
    </message>
    <message>
        <source>field “%1” is there twice; the last one counts</source>
        <translation>el campo «%1» aparece dos veces; cuenta el último</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>Variables de entorno</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>A PEM file of certificates to trust besides the system&apos;s.</source>
        <translation>Un archivo PEM con certificados de confianza además de los del sistema.</translation>
    </message>
    <message>
        <source>The server&apos;s host name was not found.</source>
        <translation>No se encontró el nombre de host del servidor.</translation>
    </message>
    <message>
        <source>Check the network, the name server and the URL.</source>
        <translation>Compruebe la red, el servidor de nombres y la URL.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>El servidor no respondió a tiempo.</translation>
    </message>
    <message>
        <source>Check the clock, the URL, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS. If your company signs its own certificates, name its CA file.</source>
        <translation>Compruebe el reloj, la URL, el certificado del cliente si el servidor lo exige, y si un proxy intercepta TLS. Si su empresa firma sus propios certificados, indique su archivo de CA.</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear; delete it or take them out.</source>
        <translation>%1 aún contiene secretos en texto claro; elimínelo o quítelos.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Mint %n token(s)</source>
        <translation>
            <numerusform>&amp;Obtener %n token</numerusform>
            <numerusform>&amp;Obtener %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For&amp;get %n token(s)</source>
        <translation>
            <numerusform>O&amp;lvidar %n token</numerusform>
            <numerusform>O&amp;lvidar %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n credential set(s)</source>
        <translation>
            <numerusform>Quitar %n con&amp;junto de credenciales</numerusform>
            <numerusform>Quitar %n con&amp;juntos de credenciales</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again later; if it stays so, the provider has moved its token endpoint.</source>
        <translation>Inténtelo de nuevo más tarde; si continúa así, el proveedor ha movido su endpoint de tokens.</translation>
    </message>
    <message>
        <source>Check the network and the name server.</source>
        <translation>Compruebe la red y el servidor de nombres.</translation>
    </message>
    <message>
        <source>Check the clock, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS.</source>
        <translation>Compruebe el reloj, el certificado del cliente si el servidor lo pide, y si un proxy intercepta TLS.</translation>
    </message>
    <message>
        <source>Something other than the token endpoint may have answered, such as a proxy or the sign-in page of a network.</source>
        <translation>Puede haber respondido algo distinto del endpoint de tokens, como un proxy o la página de inicio de sesión de una red.</translation>
    </message>
    <message>
        <source>The server %1 was not found</source>
        <translation>No se encontró el servidor %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fallido</translation>
    </message>
    <message>
        <source>Quick search…</source>
        <translation>Búsqueda rápida…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>One small search over all credential sets, whose Enter copies; the preferences give it a key of the whole desktop</source>
        <translation>Una pequeña búsqueda en todos los conjuntos de credenciales, en la que Intro copia; las preferencias le dan una tecla para todo el escritorio</translation>
    </message>
    <message>
        <source>The answer holds no token.</source>
        <translation>La respuesta no contiene ningún token.</translation>
    </message>
    <message>
        <source>%1 rejected the credentials</source>
        <translation>%1 rechazó las credenciales</translation>
    </message>
    <message>
        <source>Ask the provider&apos;s API whether it takes the token; where there is none, one is minted first</source>
        <translation>Preguntar a la API del proveedor si acepta el token; si no hay ninguno, primero se obtiene uno</translation>
    </message>
    <message>
        <source>Tokenwright knows no harmless call by which to check tokens of this provider</source>
        <translation>Tokenwright no conoce ninguna llamada inocua con la que comprobar los tokens de este proveedor</translation>
    </message>
    <message>
        <source>Copy the current token &amp;without minting</source>
        <translation>Copiar el token vi&amp;gente sin obtener otro</translation>
    </message>
    <message>
        <source>Other folders for the files below.</source>
        <translation>Otras carpetas para los archivos de abajo.</translation>
    </message>
    <message>
        <source>Says whose the credentials ACME are.</source>
        <translation>Indica de quién es el par de ID y secreto ACME.</translation>
    </message>
    <message>
        <source>Whose credentials are that do not tell it themselves; may be repeated. The preview names the keys.</source>
        <translation>De quién es un par de ID y secreto que no lo indica por sí mismo; se puede repetir. La vista previa muestra las claves.</translation>
    </message>
    <message>
        <source>Remove “%1” (%2) and delete its credentials and token from the keychain?</source>
        <translation>¿Quitar «%1» (%2) y eliminar del llavero su par de ID y secreto y su token?</translation>
    </message>
    <message>
        <source>Edit the credential set and enter its credentials again.</source>
        <translation>Edite el conjunto de credenciales e introduzca de nuevo su par de ID y secreto.</translation>
    </message>
    <message>
        <source>Check the credentials, the environment and the scopes of this credential set.</source>
        <translation>Compruebe el par de ID y secreto, el entorno y los ámbitos de este conjunto de credenciales.</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name: it can only be kept with the credentials, in the keychain.</source>
        <translation>A juzgar por su nombre, «%1» es un secreto: solo se puede guardar con el par de ID y secreto, en el llavero.</translation>
    </message>
    <message>
        <source>Enter the %1 as well, or leave all credentials empty to keep them as they are.</source>
        <translation>Rellene también el campo %1, o deje vacío todo el par para conservarlo como está.</translation>
    </message>
    <message>
        <source>Basic header (ID and secret)</source>
        <translation>Encabezado Basic de ID y secreto</translation>
    </message>
    <message>
        <source>The client may not use refresh tokens, or this one was given to another client: check that the credentials are those that the refresh token was given to.</source>
        <translation>El cliente no puede usar tokens de actualización, o este se dio a otro cliente: compruebe que el par de ID y secreto es aquel al que se dio el token de actualización.</translation>
    </message>
    <message>
        <source>The server does not accept these credentials: check the client ID, the client secret and the environment; if they are right, try another client authentication.</source>
        <translation>El servidor no acepta este par de ID y secreto: compruebe el ID de cliente, el secreto de cliente y el entorno; si son correctos, pruebe otra autenticación de cliente.</translation>
    </message>
    <message>
        <source>Whose credentials these are cannot be told.</source>
        <translation>No se puede saber de quién es este par de ID y secreto.</translation>
    </message>
    <message>
        <source>“%1” is a secret and is not taken over; enter it with the credentials afterwards.</source>
        <translation>«%1» es un secreto y no se importa; introdúzcalo después con el par de ID y secreto.</translation>
    </message>
    <message>
        <source>“%1” has these credentials already.</source>
        <translation>«%1» ya tiene este par de ID y secreto.</translation>
    </message>
    <message>
        <source>It is added without its credentials unless they are typed.</source>
        <translation>Se añade sin su par de ID y secreto, salvo que se escriba.</translation>
    </message>
    <message>
        <source>The file holds no secret; enter the credentials afterwards.</source>
        <translation>El archivo no contiene ningún secreto; introduzca después el par de ID y secreto.</translation>
    </message>
    <message>
        <source>Such a document holds no credentials; they have to be typed.</source>
        <translation>Un documento así no contiene ningún par de ID y secreto; hay que escribirlo.</translation>
    </message>
    <message>
        <source>It holds more credentials than any collection does.</source>
        <translation>Contiene más pares de ID y secreto de los que tiene cualquier colección.</translation>
    </message>
    <message>
        <source>Change the name, the credentials or the scopes</source>
        <translation>Cambiar el nombre, el par de ID y secreto o los ámbitos</translation>
    </message>
    <message>
        <source>A second credential set with the same credentials</source>
        <translation>Un segundo conjunto de credenciales con el mismo par de ID y secreto</translation>
    </message>
    <message>
        <source>The like of it for production, or for the sandbox, with credentials to enter</source>
        <translation>Uno igual para producción, o para el entorno de pruebas, con un par de ID y secreto por introducir</translation>
    </message>
    <message>
        <source>Delete the credentials and the token from the keychain</source>
        <translation>Eliminar del llavero el par de ID y secreto y el token</translation>
    </message>
    <message>
        <source>Read credentials from files of other programs</source>
        <translation>Leer pares de ID y secreto de archivos de otros programas</translation>
    </message>
    <message>
        <source>Tokens may go to %1 from now on.</source>
        <translation>A partir de ahora, los tokens pueden enviarse a %1.</translation>
    </message>
    <message>
        <source>The secret may go to the token endpoint, and tokens to the API, as they are now.</source>
        <translation>El secreto puede enviarse al endpoint de tokens, y los tokens a la API, tal como son ahora.</translation>
    </message>
    <message>
        <source>API moved</source>
        <translation>cambió la API</translation>
    </message>
    <message>
        <source>The token is meant for another server</source>
        <translation>El token es para otro servidor</translation>
    </message>
    <message>
        <source>The token is meant for another server.</source>
        <translation>El token es para otro servidor.</translation>
    </message>
    <message>
        <source>Confirm the new server before a token is sent there.</source>
        <translation>Confirme el nuevo servidor antes de que se envíe allí un token.</translation>
    </message>
    <message>
        <source>It may go to %1 and would go to %2.</source>
        <translation>Puede enviarse a %1 y se enviaría a %2.</translation>
    </message>
    <message>
        <source>“%1” keeps an old secret already; forget that one (--forget-old) before another is kept.</source>
        <translation>«%1» ya conserva un secreto anterior; olvídelo (--forget-old) antes de conservar otro.</translation>
    </message>
    <message>
        <source>With %1 curl would send the token to whichever server an answer names. Give the URL that it leads to instead.</source>
        <translation>Con %1, curl enviaría el token a cualquier servidor que nombre una respuesta. Indique en su lugar la URL a la que lleva.</translation>
    </message>
    <message>
        <source>Discard what was entered?</source>
        <translation>¿Descartar lo introducido?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Seguir editando</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --header %1={secret:%1} and --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>«%1» es secreto y no puede ser un argumento; indique --header %1={secret:%1} y --secret-parameter %1=ARCHIVO, donde - es la entrada estándar.</translation>
    </message>
    <message>
        <source>An extra request header, not secret; {secret:NAME} in it stands for a secret parameter. An empty value takes it out.</source>
        <translation>Una cabecera adicional de la solicitud, no secreta; {secret:NAME} representa en ella un parámetro secreto. Un valor vacío la quita.</translation>
    </message>
    <message>
        <source>Lists the providers, or says what one needs or what is wrong with a provider file.</source>
        <translation>Muestra los proveedores o dice qué necesita uno o qué falla en un archivo de proveedor.</translation>
    </message>
    <message>
        <source>Its environments, variables, parameters and scopes.</source>
        <translation>Sus entornos, variables, parámetros y ámbitos.</translation>
    </message>
    <message>
        <source>Only “show PROVIDER” or “validate FILE” can follow.</source>
        <translation>Solo puede seguir «show PROVIDER» o «validate FILE».</translation>
    </message>
    <message>
        <source>settings of a program (JSON, YAML)</source>
        <translation>ajustes de un programa (JSON, YAML)</translation>
    </message>
    <message>
        <source>The program writes the header “%1” itself; take it out.</source>
        <translation>El programa escribe él mismo el encabezado «%1»; quítelo.</translation>
    </message>
    <message>
        <source>a header that the program does not write itself</source>
        <translation>un encabezado que el programa no escribe él mismo</translation>
    </message>
    <message>
        <source>“%1” takes options alone, not “%2”.</source>
        <translation>«%1» solo admite opciones, no «%2».</translation>
    </message>
    <message>
        <source>“%1” is no option of tokenwright, which shows the window. Commands are for tokenwright-cli.</source>
        <translation>«%1» no es una opción de tokenwright, que muestra la ventana. Los comandos son para tokenwright-cli.</translation>
    </message>
    <message>
        <source>A part of Tokenwright cannot be loaded (%1). Start Tokenwright again if it was updated just now; otherwise install it anew.</source>
        <translation>No se puede cargar una parte de Tokenwright (%1). Inicie Tokenwright de nuevo si acaba de actualizarse; si no, vuelva a instalarlo.</translation>
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
        <translation>Mo&amp;strar declaraciones</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>No hay ningún conjunto de credenciales seleccionado.</translation>
    </message>
    <message>
        <source>There is no valid token. Mint one to see what is in it.</source>
        <translation>No hay ningún token válido. Obtenga uno para ver qué contiene.</translation>
    </message>
    <message>
        <source>Waiting for the keychain…</source>
        <translation>Esperando al llavero…</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Ámbitos</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>Concedidos</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Pedidos</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n más</numerusform>
            <numerusform>%n más</numerusform>
        </translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Declaraciones</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Encabezado</translation>
    </message>
    <message>
        <source>The claims are read from the token on this computer; nothing is sent.</source>
        <translation>Las declaraciones se leen del token en este equipo; no se envía nada.</translation>
    </message>
    <message>
        <source>The answer does not say.</source>
        <translation>La respuesta no lo dice.</translation>
    </message>
    <message>
        <source>Those asked for; the answer names none.</source>
        <translation>Los pedidos; la respuesta no nombra ninguno.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ClipboardCountdown</name>
    <message>
        <source>Clear now</source>
        <translation>Vaciar ahora</translation>
    </message>
    <message>
        <source>Take the copied secret off the clipboard</source>
        <translation>Quitar del portapapeles el secreto copiado</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The clipboard is cleared in %1 s.</source>
        <translation>El portapapeles se vaciará dentro de %1 s.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CopyController</name>
    <message>
        <source>It is an earlier token.</source>
        <translation>Es un token anterior.</translation>
    </message>
    <message>
        <source>The token is in memory alone and gone when you quit.</source>
        <translation>El token está solo en la memoria y se pierde al salir.</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>El token de %1 está listo; no se copió porque el portapapeles se está usando para otra cosa.</translation>
    </message>
    <message>
        <source>%1 was not copied because the clipboard is in use for something else. Copy once more.</source>
        <translation>No se pudo copiar %1: el portapapeles se está usando para otra cosa. Copie otra vez.</translation>
    </message>
    <message>
        <source>%1 was not copied: the desktop lets only the window that you work in change the clipboard. Copy once more.</source>
        <translation>No se pudo copiar %1: el escritorio solo permite cambiar el portapapeles a la ventana en la que se trabaja. Copie otra vez.</translation>
    </message>
    <message>
        <source>Copied %1 of %2.</source>
        <translation>Copiado: %1 de %2.</translation>
    </message>
    <message>
        <source>Minted a token for %1.</source>
        <translation>Se obtuvo un token para %1.</translation>
    </message>
    <message>
        <source>It lives %1.</source>
        <translation>Su vigencia es de %1.</translation>
    </message>
    <message>
        <source>It is kept in memory and gone when you quit.</source>
        <translation>Se conserva en la memoria y se pierde al salir.</translation>
    </message>
    <message>
        <source>a removed credential set</source>
        <translation>un conjunto de credenciales quitado</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>«%1» (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Minted %n token(s).</source>
        <translation>
            <numerusform>Se obtuvo %n token.</numerusform>
            <numerusform>Se obtuvieron %n tokens.</numerusform>
        </translation>
    </message>
    <message>
        <source>Minted %1 of %2 tokens. The list says what became of the others.</source>
        <translation>Se obtuvieron %1 de %2 tokens. La lista indica qué pasó con los demás.</translation>
    </message>
    <message>
        <source>Nothing was copied.</source>
        <translation>No se copió nada.</translation>
    </message>
    <message>
        <source>%1 makes the present token invalid as soon as it gives a new one. Of the present one there is %2.</source>
        <translation>%1 invalida el token actual en cuanto da uno nuevo. Estado del actual: %2.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CountdownModel</name>
    <message>
        <source>Cancel “%1”</source>
        <translation>Cancelar «%1»</translation>
    </message>
    <message>
        <source>Copy bearer header of “%1”</source>
        <translation>Copiar encabezado Bearer de «%1»</translation>
    </message>
    <message>
        <source>waiting for the keychain…</source>
        <translation>esperando al llavero…</translation>
    </message>
    <message>
        <source>waiting for its turn…</source>
        <translation>esperando su turno…</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>se mantiene al día</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>favorito</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Copy bearer header</source>
        <translation>Copiar encabezado Bearer</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>caduca: %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialDialog</name>
    <message>
        <source>Add credential set</source>
        <translation>Añadir conjunto de credenciales</translation>
    </message>
    <message>
        <source>Edit credential set</source>
        <translation>Editar conjunto de credenciales</translation>
    </message>
    <message>
        <source>There is no provider file for “%1”, so this credential set can be neither used nor changed. Nothing of it is lost: put the file back and start Tokenwright again.</source>
        <translation>No hay ningún archivo de proveedor para «%1», así que este conjunto de credenciales no se puede usar ni cambiar. No se pierde nada de él: vuelva a poner el archivo en su sitio e inicie Tokenwright de nuevo.</translation>
    </message>
    <message>
        <source>Save and &amp;mint</source>
        <translation>Guardar y &amp;obtener token</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>C&amp;errar</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Save and mint</source>
        <translation>Guardar y obtener token</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Leave empty to keep it unchanged</source>
        <translation>Dejar vacío para conservarlo sin cambios</translation>
    </message>
    <message>
        <source>Saving to the keychain…</source>
        <translation>Guardando en el llavero…</translation>
    </message>
    <message>
        <source>Another token endpoint</source>
        <translation>Otro endpoint de tokens</translation>
    </message>
    <message>
        <source>It is not known which server the secret was saved for. Send it to %1 from now on?</source>
        <translation>No se sabe para qué servidor se guardó el secreto. ¿Enviarlo a %1 de ahora en adelante?</translation>
    </message>
    <message>
        <source>The secret was saved for %1.
Send it to %2 from now on?</source>
        <translation>El secreto se guardó para %1.
¿Enviarlo a %2 de ahora en adelante?</translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation>Enviarlo allí</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>It is being saved at this moment. If that fails, it is lost.</source>
        <translation>Se está guardando en este momento. Si falla, se perderá.</translation>
    </message>
    <message>
        <source>Saved. No token was minted.</source>
        <translation>Guardado. No se obtuvo ningún token.</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>El token actual deja de ser válido</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>¿Obtener un token nuevo para «%1»?</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>Obtener uno nuevo</translation>
    </message>
    <message>
        <source>Saved. Minting a token…</source>
        <translation>Guardado. Obteniendo un token…</translation>
    </message>
    <message>
        <source>Saved. %1</source>
        <translation>Guardado. %1</translation>
    </message>
    <message>
        <source>Saved. Minting was stopped.</source>
        <translation>Guardado. Se detuvo la obtención del token.</translation>
    </message>
    <message>
        <source>Saved, but no token was minted. %1</source>
        <translation>Guardado, pero no se obtuvo ningún token. %1</translation>
    </message>
    <message>
        <source>Saved. Minting a token… %1 s</source>
        <translation>Guardado. Obteniendo un token… %1 s</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>Leyendo del llavero el par de ID y secreto…</translation>
    </message>
    <message>
        <source>The keychain holds no credentials for this credential set. Enter them again and save.</source>
        <translation>El llavero no contiene ningún par de ID y secreto de este conjunto de credenciales. Introdúzcalo de nuevo y guarde.</translation>
    </message>
    <message>
        <source>The credentials could not be read: %1 You can change the rest without them, or enter new ones.</source>
        <translation>No se pudo leer el par de ID y secreto: %1 Puede cambiar lo demás sin él o introducir un par nuevo.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialFields</name>
    <message>
        <source>name</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>No provider has “%1” in its name; it is still %2.</source>
        <translation>Ningún proveedor tiene «%1» en su nombre; sigue siendo %2.</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Proveedor</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Entorno</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>ID de cliente</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secreto de cliente</translation>
    </message>
    <message>
        <source>Token URL: %1</source>
        <translation>URL del token: %1</translation>
    </message>
    <message>
        <source>From an issuer or API URL…</source>
        <translation>De la URL de un emisor o de una API…</translation>
    </message>
    <message>
        <source>For others there is “%1”.</source>
        <translation>Para los demás está «%1».</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialRegistry</name>
    <message>
        <source>A credential set needs a name.</source>
        <translation>Un conjunto de credenciales necesita un nombre.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in this environment already.</source>
        <translation>Ya existe un conjunto de credenciales llamado «%1» en este entorno.</translation>
    </message>
    <message>
        <source>A row of credential-sets.json cannot be read and is left as it is%1. %2</source>
        <translation>Una entrada de credential-sets.json no se puede leer y se deja como está%1. %2</translation>
    </message>
    <message>
        <source>: “%1”</source>
        <translation>: «%1»</translation>
    </message>
    <message>
        <source>%1 is gone, although %2 knows tokens of its credential sets. Put it back; to begin anew without it, remove the other file as well.</source>
        <translation>%1 ha desaparecido, aunque %2 conoce tokens de sus conjuntos de credenciales. Vuelva a ponerlo en su sitio; para empezar de nuevo sin él, quite también el otro archivo.</translation>
    </message>
    <message>
        <source>Another has the same “id”.</source>
        <translation>Otra tiene el mismo «id».</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialTable</name>
    <message>
        <source>Credential sets</source>
        <translation>Conjuntos de credenciales</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsHeader</name>
    <message>
        <source>Favourite</source>
        <translation>Favorito</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Más acciones</translation>
    </message>
    <message>
        <source>Take it from the favourites</source>
        <translation>Quitar de los favoritos</translation>
    </message>
    <message>
        <source>Put it among the favourites</source>
        <translation>Poner entre los favoritos</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Ocultar detalles</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Mostrar detalles</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) selected</source>
        <translation>
            <numerusform>%n conjunto de credenciales seleccionado</numerusform>
            <numerusform>%n conjuntos de credenciales seleccionados</numerusform>
        </translation>
    </message>
    <message>
        <source>shown: %1</source>
        <translation>se muestra: %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>No hay ningún conjunto de credenciales seleccionado.</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>caduca: %1</translation>
    </message>
    <message>
        <source>expired at %1</source>
        <translation>caducó: %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>se mantiene al día</translation>
    </message>
    <message>
        <source>waiting for the keychain</source>
        <translation>esperando al llavero</translation>
    </message>
    <message>
        <source>waiting for other requests to end</source>
        <translation>esperando a que terminen otras solicitudes</translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>esperando a %1</translation>
    </message>
    <message>
        <source>minting… %1 s · %2</source>
        <translation>obteniendo… %1 s · %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DiscoveryDialog</name>
    <message>
        <source>Find a server</source>
        <translation>Buscar un servidor</translation>
    </message>
    <message>
        <source>Issuer, API or MCP URL</source>
        <translation>URL de emisor, API o MCP</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Buscar</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Emisor</translation>
    </message>
    <message>
        <source>Token URL</source>
        <translation>URL del token</translation>
    </message>
    <message>
        <source>Revocation URL</source>
        <translation>URL de revocación</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Autenticación de cliente</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>Algoritmos</translation>
    </message>
    <message>
        <source>Found in</source>
        <translation>Encontrado en</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Ámbitos</translation>
    </message>
    <message>
        <source>&amp;Use these</source>
        <translation>&amp;Usar estos</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Usar estos</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Enter the URL of an issuer, of an API or of an MCP server.</source>
        <translation>Introduzca la URL de un emisor, de una API o de un servidor MCP.</translation>
    </message>
    <message>
        <source>It was stopped before anything was found.</source>
        <translation>Se detuvo antes de encontrar nada.</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>El servidor solo acepta clientes mediante %1, y aquí no se conoce ninguno de esos métodos.</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Preguntando a %1…</translation>
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
        <translation>Copie un token válido con un clic</translation>
    </message>
    <message>
        <source>Keep the key and secret that a provider gave you in your keychain; the token is minted when you need it.</source>
        <translation>Guarde en su llavero la clave y el secreto que le dio un proveedor; el token se obtiene cuando lo necesite.</translation>
    </message>
    <message>
        <source>or drop a .env or Postman file here, or paste a curl command (Ctrl+V)</source>
        <translation>o suelte aquí un archivo .env o de Postman, o pegue un comando curl (Ctrl+V)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ExpiryNotices</name>
    <message>
        <source>Token renewed</source>
        <translation>Token renovado</translation>
    </message>
    <message>
        <source>Token not renewed</source>
        <translation>Token no renovado</translation>
    </message>
    <message>
        <source>The token of %1 could not be renewed: %2</source>
        <translation>No se pudo renovar el token de %1: %2</translation>
    </message>
    <message>
        <source>Token about to expire</source>
        <translation>Token a punto de caducar</translation>
    </message>
    <message>
        <source>The token of %1 expires in %2.</source>
        <translation>El token de %1 caduca dentro de %2.</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>Renovar</translation>
    </message>
    <message>
        <source>Token expired</source>
        <translation>Token caducado</translation>
    </message>
    <message>
        <source>The token of %1 has expired.</source>
        <translation>El token de %1 ha caducado.</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired</source>
        <translation>
            <numerusform>Ha caducado %n token</numerusform>
            <numerusform>Han caducado %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired or are about to</source>
        <translation>
            <numerusform>%n token ha caducado o está a punto de caducar</numerusform>
            <numerusform>%n tokens han caducado o están a punto de caducar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 y %n más</numerusform>
            <numerusform>%1 y %n más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) could not be renewed</source>
        <translation>
            <numerusform>No se pudo renovar %n token</numerusform>
            <numerusform>No se pudieron renovar %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::FailureBlock</name>
    <message>
        <source>Edit credential set</source>
        <translation>Editar conjunto de credenciales</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Retry with the base scope alone…</source>
        <translation>Reintentar solo con el ámbito base…</translation>
    </message>
    <message>
        <source>Confirm the new endpoint…</source>
        <translation>Confirmar el nuevo endpoint…</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalles</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Fallo</translation>
    </message>
    <message>
        <source>Copy what a support ticket needs, without secrets and without the token</source>
        <translation>Copiar lo que necesita una incidencia de soporte, sin secretos y sin el token</translation>
    </message>
    <message>
        <source>Clear now</source>
        <translation>Vaciar ahora</translation>
    </message>
    <message>
        <source>What it answered</source>
        <translation>Lo que respondió</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>No se copió nada; el portapapeles aún contiene %1.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
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
        <translation>lo indica QTKEYCHAIN_BACKEND</translation>
    </message>
    <message>
        <source>The library libgnome-keyring is not installed.</source>
        <translation>La biblioteca libgnome-keyring no está instalada.</translation>
    </message>
    <message>
        <source>Qt runs without GLib&apos;s event loop (QT_NO_GLIB), which libsecret needs.</source>
        <translation>Qt se ejecuta sin el bucle de eventos de GLib (QT_NO_GLIB), que libsecret necesita.</translation>
    </message>
    <message>
        <source>The library libsecret-1 is not installed.</source>
        <translation>La biblioteca libsecret-1 no está instalada.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::GlobalKey</name>
    <message>
        <source>Search for a token to copy</source>
        <translation>Buscar un token para copiar</translation>
    </message>
    <message>
        <source>The key that you chose</source>
        <translation>El atajo que eligió</translation>
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
        <translation>HTTP no permite el nombre o el valor de un encabezado.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportChoice</name>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>P&amp;rovider</source>
        <translation>Pro&amp;veedor</translation>
    </message>
    <message>
        <source>&amp;Environment</source>
        <translation>&amp;Entorno</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>ID de cliente</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secreto de cliente</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDelegate</name>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDialog</name>
    <message>
        <source>Import credential sets</source>
        <translation>Importar conjuntos de credenciales</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>Archivos que importar</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n credential set(s).</source>
        <translation>
            <numerusform>Se importó %n conjunto de credenciales.</numerusform>
            <numerusform>Se importaron %n conjuntos de credenciales.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>Elegir &amp;archivos…</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Elegir archivos</translation>
    </message>
    <message>
        <source>Reads: %1.</source>
        <translation>Lee: %1.</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Pegar</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>Read what is on the clipboard, a curl command for example</source>
        <translation>Leer lo que hay en el portapapeles, por ejemplo un comando curl</translation>
    </message>
    <message>
        <source>Nothing is kept before you press Import.</source>
        <translation>No se guarda nada hasta que pulse Importar.</translation>
    </message>
    <message>
        <source>Nothing to import yet. Choose files, drop them here, or paste a curl command.</source>
        <translation>Aún no hay nada que importar. Elija archivos, suéltelos aquí o pegue un comando curl.</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importar</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>portapapeles</translation>
    </message>
    <message>
        <source>clipboard (%1)</source>
        <translation>portapapeles (%1)</translation>
    </message>
    <message>
        <source>The clipboard</source>
        <translation>El portapapeles</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Looking for them in the keychain…</source>
        <translation>Buscándolos en el llavero…</translation>
    </message>
    <message>
        <source>Whether some of them are there already could not be seen. %1</source>
        <translation>No se pudo ver si algunos ya existen. %1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Reintentar</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n credential set(s)</source>
        <translation>
            <numerusform>&amp;Importar %n conjunto de credenciales</numerusform>
            <numerusform>&amp;Importar %n conjuntos de credenciales</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Writing to the keychain…</source>
        <translation>Escribiendo en el llavero…</translation>
    </message>
    <message>
        <source>Not everything could be added; the list says why.</source>
        <translation>No se pudo añadir todo; la lista dice por qué.</translation>
    </message>
    <message>
        <source>Stopping after the one under way…</source>
        <translation>Deteniéndose después del que está en curso…</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>Cancelar la importación</translation>
    </message>
    <message>
        <source>Leave without importing?</source>
        <translation>¿Cerrar sin importar?</translation>
    </message>
    <message>
        <source>The names you have given are forgotten.</source>
        <translation>Se perderán los nombres que ha puesto.</translation>
    </message>
    <message>
        <source>What you have typed is forgotten.</source>
        <translation>Se perderá lo que ha escrito.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Collections, environments and key files</source>
        <translation>Colecciones, entornos y archivos de claves</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportList</name>
    <message>
        <source>What would be imported</source>
        <translation>Lo que se importaría</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Cambiar &amp;nombre</translation>
    </message>
    <message>
        <source>Choose &amp;provider and environment</source>
        <translation>Elegir pro&amp;veedor y entorno</translation>
    </message>
    <message>
        <source>Tick &amp;all</source>
        <translation>&amp;Marcar todo</translation>
    </message>
    <message>
        <source>&amp;Untick all</source>
        <translation>&amp;Desmarcar todo</translation>
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
        <translation>Añadido</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>No añadido</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Will be added</source>
        <translation>Se añadirá</translation>
    </message>
    <message>
        <source>Will be added under another name</source>
        <translation>Se añadirá con otro nombre</translation>
    </message>
    <message>
        <source>Is there already</source>
        <translation>Ya existe</translation>
    </message>
    <message>
        <source>For which environment?</source>
        <translation>¿Para qué entorno?</translation>
    </message>
    <message>
        <source>Where is its token had?</source>
        <translation>¿Dónde se obtiene su token?</translation>
    </message>
    <message>
        <source>Cannot be imported</source>
        <translation>No se puede importar</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>secret goes to %1</source>
        <translation>el secreto va a %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>de %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The secret goes to %1</source>
        <translation>El secreto va a %1</translation>
    </message>
    <message>
        <source>Client ID: %1</source>
        <translation>ID de cliente: %1</translation>
    </message>
    <message>
        <source>From %1, %2</source>
        <translation>De %1, %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Secret goes to</source>
        <translation>El secreto va a</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Qué ocurre</translation>
    </message>
    <message>
        <source>Scopes: %1</source>
        <translation>Ámbitos: %1</translation>
    </message>
    <message>
        <source>Will be added without its credentials</source>
        <translation>Se añadirá sin su par de ID y secreto</translation>
    </message>
    <message>
        <source>Whose credentials are these?</source>
        <translation>¿De quién es este par de ID y secreto?</translation>
    </message>
</context>
<context>
    <name>Tokenwright::JsonFile</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>No se puede leer %1: %2</translation>
    </message>
    <message>
        <source>%1 was there and is gone. What it held is still known.</source>
        <translation>%1 existía y ha desaparecido. Aún se conoce lo que contenía.</translation>
    </message>
    <message>
        <source>it holds no JSON object</source>
        <translation>no contiene ningún objeto JSON</translation>
    </message>
    <message>
        <source>%1 at byte %2</source>
        <translation>%1 en el byte %2</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It is begun anew when it is written next, and the damaged one kept beside it.</source>
        <translation>%1 está dañado (%2). Se empieza de nuevo la próxima vez que se escriba, y el dañado se conserva junto a él.</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It was left as it is; mend or remove it.</source>
        <translation>%1 está dañado (%2). Se dejó como está; corríjalo o quítelo.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>No se puede escribir %1: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KWallet</name>
    <message>
        <source>KDE&apos;s wallet answers</source>
        <translation>responde la cartera de KDE</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>No hay bus de sesión (D-Bus).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KernelSecretStore</name>
    <message>
        <source>Only Linux has a keyring of the kernel&apos;s.</source>
        <translation>Solo Linux tiene un llavero del núcleo.</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, which this system does not have</source>
        <translation>el llavero del núcleo, que este sistema no tiene</translation>
    </message>
    <message>
        <source>the preferences say so</source>
        <translation>lo indican las preferencias</translation>
    </message>
    <message>
        <source>The kernel&apos;s room for keys of one user is used up (%1 keys, %2 bytes). Remove a credential set or a token, or raise kernel.keys.maxkeys and kernel.keys.maxbytes with sysctl.</source>
        <translation>El espacio del núcleo para las claves de un usuario está agotado (%1 claves, %2 bytes). Quite un conjunto de credenciales o un token, o aumente kernel.keys.maxkeys y kernel.keys.maxbytes con sysctl.</translation>
    </message>
    <message>
        <source>The kernel&apos;s keyring takes no value of this length.</source>
        <translation>El llavero del núcleo no admite ningún valor de esta longitud.</translation>
    </message>
    <message>
        <source>The kernel refuses its keyring here: %1.</source>
        <translation>El núcleo deniega aquí su llavero: %1.</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, until the machine is started again</source>
        <translation>el llavero del núcleo, hasta que se reinicie el equipo</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainJobs</name>
    <message numerus="yes">
        <source>No answer within %n second(s).</source>
        <translation>
            <numerusform>Sin respuesta en %n segundo.</numerusform>
            <numerusform>Sin respuesta en %n segundos.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is still busy with an earlier request. Nothing was asked of it now.</source>
        <translation>Sigue ocupado con una petición anterior. Ahora no se le pidió nada.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainSecretStore</name>
    <message>
        <source>An empty secret cannot be kept.</source>
        <translation>Un secreto vacío no se puede guardar.</translation>
    </message>
    <message>
        <source>The keychain reported success, but does not hold what was written.</source>
        <translation>El llavero informó de éxito, pero no contiene lo que se escribió.</translation>
    </message>
    <message>
        <source>The keychain reported success, but still holds what was removed.</source>
        <translation>El llavero informó de éxito, pero aún contiene lo que se quitó.</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>El llavero está bloqueado.</translation>
    </message>
    <message>
        <source>The keychain may have to ask whether this program may use it.</source>
        <translation>Puede que el llavero tenga que preguntar si este programa puede usarlo.</translation>
    </message>
    <message>
        <source>There is no default keyring yet.</source>
        <translation>Aún no hay ningún llavero predeterminado.</translation>
    </message>
    <message>
        <source>It was locked before the change could be checked.</source>
        <translation>Se bloqueó antes de que se pudiera comprobar el cambio.</translation>
    </message>
    <message>
        <source>The keychain may still be asking somebody.</source>
        <translation>Puede que el llavero aún esté preguntando a alguien.</translation>
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
        <translation>Principal</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
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
        <translation>Menú</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Solicitudes</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Declaraciones</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>No se copió nada; el portapapeles aún contiene %1.</translation>
    </message>
    <message>
        <source>Cancelled “%1”.</source>
        <translation>Se canceló «%1».</translation>
    </message>
    <message>
        <source>%1 (“%2”).</source>
        <translation>%1 («%2»).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MessageBar</name>
    <message>
        <source>No keychain service answers on this computer. Secrets that you enter now are kept in memory and are gone when you quit. Install and start gnome-keyring or KWallet to keep them.</source>
        <translation>Ningún servicio de llavero responde en este equipo. Los secretos que introduzca ahora se conservan en la memoria y se pierden al salir. Instale e inicie gnome-keyring o KWallet para conservarlos.</translation>
    </message>
    <message>
        <source>A clipboard manager put back the secret that had been cleared: it keeps a history and does not heed what is marked as secret. Remove it there, or turn the history off.</source>
        <translation>Un gestor del portapapeles volvió a poner el secreto que se había borrado: guarda un historial y no respeta lo que está marcado como secreto. Quítelo allí o desactive el historial.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir carpeta</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Abrir archivo</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>“%1”: do not quit now. %2</source>
        <translation>«%1»: no salga ahora. %2</translation>
    </message>
    <message>
        <source>The provider file %1 was skipped: %2.</source>
        <translation>Se omitió el archivo de proveedor %1: %2.</translation>
    </message>
    <message>
        <source>Open provider file</source>
        <translation>Abrir archivo de proveedor</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
    <message numerus="yes">
        <source>%n more; dismiss one to see the next.</source>
        <translation>
            <numerusform>%n más; descarte uno para ver el siguiente.</numerusform>
            <numerusform>%n más; descarte uno para ver el siguiente.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::MoreOptions</name>
    <message>
        <source>orders, team-a</source>
        <translation>pedidos, equipo-a</translation>
    </message>
    <message>
        <source>Kept in a plain file, as the tags are: no secrets here.</source>
        <translation>Se guarda en un archivo sin cifrar, igual que las etiquetas: aquí no ponga secretos.</translation>
    </message>
    <message>
        <source>As in the preferences</source>
        <translation>Según las preferencias</translation>
    </message>
    <message>
        <source>A token with less left than this is not used again.</source>
        <translation>Un token al que le queda menos que esto no se vuelve a usar.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>One “name=value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>Un «nombre=valor» por línea. Lo que por su nombre es secreto va al llavero; lo demás, a un archivo sin cifrar.</translation>
    </message>
    <message>
        <source>One “Name: value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>Un «Nombre: valor» por línea. Lo que por su nombre es secreto va al llavero; lo demás, a un archivo sin cifrar.</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Más opciones</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>El secreto caduca</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Autenticación de cliente</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>ID de clave</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algoritmo</translation>
    </message>
    <message>
        <source>Assertion audience</source>
        <translation>Destinatario de la aserción</translation>
    </message>
    <message>
        <source>Extra parameters</source>
        <translation>Parámetros adicionales</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>Encabezados adicionales</translation>
    </message>
    <message>
        <source>Do not reuse below</source>
        <translation>No reutilizar por debajo de</translation>
    </message>
    <message>
        <source>Request preview</source>
        <translation>Vista previa de la solicitud</translation>
    </message>
    <message>
        <source>As the provider says (%1)</source>
        <translation>Según el proveedor (%1)</translation>
    </message>
    <message>
        <source>As usual (%1)</source>
        <translation>Lo habitual (%1)</translation>
    </message>
    <message>
        <source>As the key is</source>
        <translation>Según la clave</translation>
    </message>
    <message>
        <source>the token URL</source>
        <translation>la URL del token</translation>
    </message>
    <message>
        <source>That is the day of the secret before. Enter the new one&apos;s, or none.</source>
        <translation>Ese es el día del secreto anterior. Introduzca el del nuevo o ninguno.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NoMatch</name>
    <message>
        <source>There are no favourites yet.</source>
        <translation>Aún no hay favoritos.</translation>
    </message>
    <message>
        <source>No credential set is for production.</source>
        <translation>Ningún conjunto de credenciales es para producción.</translation>
    </message>
    <message>
        <source>No credential set is for a sandbox.</source>
        <translation>Ningún conjunto de credenciales es para un entorno de pruebas.</translation>
    </message>
    <message>
        <source>Nothing needs attention.</source>
        <translation>Nada requiere atención.</translation>
    </message>
    <message>
        <source>No credential set under this filter matches “%1”.</source>
        <translation>Ningún conjunto de credenciales de este filtro coincide con «%1».</translation>
    </message>
    <message>
        <source>No credential set matches “%1”.</source>
        <translation>Ningún conjunto de credenciales coincide con «%1».</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todo</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Borrar búsqueda</translation>
    </message>
    <message>
        <source>After “is:” can stand: %1.</source>
        <translation>Después de «is:» puede ir: %1.</translation>
    </message>
    <message>
        <source>After “env:” can stand: %1, or the name of an environment.</source>
        <translation>Después de «env:» puede ir: %1 o el nombre de un entorno.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NotesPage</name>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Whom to ask, what it is for, when it is renewed. Kept in a plain file: no secrets.</source>
        <translation>A quién preguntar, para qué es, cuándo se renueva. Se guarda en un archivo sin cifrar: no ponga secretos.</translation>
    </message>
    <message>
        <source>shop, Europe</source>
        <translation>tienda, Europa</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>&amp;Etiquetas</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Not stored yet: %1</source>
        <translation>Aún no guardado: %1</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Guardado</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PairFields</name>
    <message>
        <source>Asked for once: the keychain keeps the key without it.</source>
        <translation>Se pide una vez: el llavero guarda la clave sin ella.</translation>
    </message>
    <message>
        <source>Get these at %1</source>
        <translation>Se obtienen en %1</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>Clave privada</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Frase de contraseña de la clave</translation>
    </message>
    <message>
        <source>Certificate (PEM)</source>
        <translation>Certificado (PEM)</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 para %2</translation>
    </message>
    <message>
        <source>PEM or JWK</source>
        <translation>PEM o JWK</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Palette</name>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>The token of %1 is ready. Enter copies it.</source>
        <translation>El token de %1 está listo. Enter lo copia.</translation>
    </message>
    <message>
        <source>Cancelled %1.</source>
        <translation>Se canceló %1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Enter copies · Ctrl+Enter mints · Esc closes</source>
        <translation>Enter copia · Ctrl+Enter obtiene un token · Esc cierra</translation>
    </message>
    <message>
        <source>Getting a token for %1… · Esc cancels</source>
        <translation>Obteniendo un token para %1… · Esc cancela</translation>
    </message>
    <message>
        <source>Getting a token for %1… %2 s · Esc cancels</source>
        <translation>Obteniendo un token para %1… %2 s · Esc cancela</translation>
    </message>
    <message>
        <source>There are no credential sets yet.</source>
        <translation>Aún no hay conjuntos de credenciales.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Nada coincide con «%1».</translation>
    </message>
    <message>
        <source>Credential sets</source>
        <translation>Conjuntos de credenciales</translation>
    </message>
    <message>
        <source>&amp;Open Tokenwright</source>
        <translation>&amp;Abrir Tokenwright</translation>
    </message>
    <message>
        <source>Open Tokenwright</source>
        <translation>Abrir Tokenwright</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PemField</name>
    <message>
        <source>Browse…</source>
        <translation>Examinar…</translation>
    </message>
    <message>
        <source>Choose a PEM or JWK file</source>
        <translation>Elegir un archivo PEM o JWK</translation>
    </message>
    <message>
        <source>Choose a PEM file</source>
        <translation>Elegir un archivo PEM</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key *.p8 *.jwk *.json)</source>
        <translation>Claves (*.pem *.key *.p8 *.jwk *.json)</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.key *.crt *.cer)</source>
        <translation>Archivos PEM (*.pem *.key *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>No se puede leer %1: %2.</translation>
    </message>
    <message>
        <source>%1 is neither PEM (-----BEGIN …-----) nor a JWK.</source>
        <translation>%1 no es ni PEM (-----BEGIN …-----) ni un JWK.</translation>
    </message>
    <message>
        <source>%1 is no PEM file (-----BEGIN …-----).</source>
        <translation>%1 no es un archivo PEM (-----BEGIN …-----).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PlatformKeychainService</name>
    <message>
        <source>macOS Keychain</source>
        <translation>Llavero de macOS</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>es el de este sistema</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>never, until quit</source>
        <translation>nunca, hasta salir</translation>
    </message>
    <message>
        <source>Clear the clipboard after</source>
        <translation>Vaciar el portapapeles después de</translation>
    </message>
    <message>
        <source>Ask before copying production tokens</source>
        <translation>Preguntar antes de copiar tokens de producción</translation>
    </message>
    <message>
        <source>Ask before a script gets production tokens</source>
        <translation>Preguntar antes de que un script reciba tokens de producción</translation>
    </message>
    <message>
        <source>Do not reuse a token with less left than</source>
        <translation>No reutilizar un token al que le quede menos de</translation>
    </message>
    <message>
        <source>Tell when a copied token is about to expire</source>
        <translation>Avisar cuando un token copiado esté a punto de caducar</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Cómodas</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compactas</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>Filas de la lista</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>Según el sistema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>Seguir en ejecución en la bandeja del sistema al cerrar la ventana</translation>
    </message>
    <message>
        <source>On a desktop without a tray, closing the window quits.</source>
        <translation>En un escritorio sin bandeja del sistema, cerrar la ventana cierra el programa.</translation>
    </message>
    <message>
        <source>Search for a token from anywhere with Meta+Shift+B</source>
        <translation>Buscar un token desde cualquier lugar con Meta+Shift+B</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>They hold until you quit. Make room on the disk and save once more.</source>
        <translation>Se aplican hasta que salga. Libere espacio en el disco y guarde otra vez.</translation>
    </message>
    <message>
        <source>The language changes when Tokenwright is started again.</source>
        <translation>El idioma cambia al volver a iniciar Tokenwright.</translation>
    </message>
    <message>
        <source>Usual format of “Copy as…”</source>
        <translation>Formato habitual de «Copiar como…»</translation>
    </message>
    <message>
        <source>Scripts and assistants use the command line without a terminal. While this window is closed they get none.</source>
        <translation>Los scripts y los asistentes usan la línea de comandos sin terminal. Mientras esta ventana esté cerrada, no reciben ninguno.</translation>
    </message>
    <message>
        <source>Your desktop may ask you for another key. Where it has none to give, let a shortcut of its own run “tokenwright --palette”.</source>
        <translation>Es posible que el escritorio le pida otra tecla. Si no ofrece ninguna, haga que uno de sus propios atajos ejecute «tokenwright --palette».</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderBox</name>
    <message>
        <source>Type to find a provider</source>
        <translation>Escriba para buscar un proveedor</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderDelegate</name>
    <message>
        <source>yours</source>
        <translation>propio</translation>
    </message>
    <message>
        <source>yours, %1</source>
        <translation>propio, %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderList</name>
    <message>
        <source>skipped: %1</source>
        <translation>omitido: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>propio</translation>
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
        <translation>Proveedores</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Words from name, id, environments and URLs (Ctrl+F)</source>
        <translation>Palabras de nombre, id, entornos y URL (Ctrl+F)</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Proveedor</translation>
    </message>
    <message>
        <source>&amp;Add a credential set for this…</source>
        <translation>&amp;Añadir un conjunto de credenciales para este…</translation>
    </message>
    <message>
        <source>Add a credential set for this…</source>
        <translation>Añadir un conjunto de credenciales para este…</translation>
    </message>
    <message>
        <source>Cop&amp;y this preset to my providers</source>
        <translation>C&amp;opiar esta plantilla a mis proveedores</translation>
    </message>
    <message>
        <source>Copy this preset to my providers</source>
        <translation>Copiar esta plantilla a mis proveedores</translation>
    </message>
    <message>
        <source>Makes a file of your own to start from and opens it</source>
        <translation>Crea un archivo propio como punto de partida y lo abre</translation>
    </message>
    <message>
        <source>&amp;Open my providers&apos; folder</source>
        <translation>A&amp;brir la carpeta de mis proveedores</translation>
    </message>
    <message>
        <source>Open my providers&apos; folder</source>
        <translation>Abrir la carpeta de mis proveedores</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Cerrar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>No provider has these words. Clear the filter to see all.</source>
        <translation>Ningún proveedor tiene estas palabras. Borre el filtro para verlos todos.</translation>
    </message>
    <message>
        <source>Copied to %1. Edit it: Tokenwright reads it again whenever it is saved. With the id “%2” it takes the place of the one it was copied from.</source>
        <translation>Se copió a %1. Edítelo: Tokenwright lo lee de nuevo cada vez que se guarda. Con el id «%2» ocupa el lugar de aquel del que se copió.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestLog</name>
    <message>
        <source>A request could not be added to %1: %2</source>
        <translation>No se pudo añadir una solicitud a %1: %2</translation>
    </message>
    <message>
        <source>another program holds its lock</source>
        <translation>otro programa lo tiene bloqueado</translation>
    </message>
    <message>
        <source>%1 cannot be cut back: %2</source>
        <translation>No se puede recortar %1: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>No se puede leer %1: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsModel</name>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>%1, %2, HTTP status %3, %4, asked for by %5</source>
        <translation>%1, %2, estado HTTP %3, %4, pedido por %5</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Pedido por</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsPage</name>
    <message>
        <source>Copy &amp;details</source>
        <translation>Copiar &amp;detalles</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Solicitudes</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Autenticación de cliente</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Request IDs</source>
        <translation>ID de solicitud</translation>
    </message>
    <message>
        <source>For a ticket at the provider: neither a secret nor a token is in it.</source>
        <translation>Para una incidencia de soporte con el proveedor: no contiene ni secretos ni tokens.</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>No hay ningún conjunto de credenciales seleccionado.</translation>
    </message>
    <message>
        <source>No request for this credential set is known.</source>
        <translation>No se conoce ninguna solicitud de este conjunto de credenciales.</translation>
    </message>
    <message>
        <source>Copied the details of the request of %1.</source>
        <translation>Se copiaron los detalles de la solicitud de %1.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RotateDialog</name>
    <message>
        <source>Rotate secret</source>
        <translation>Rotar secreto</translation>
    </message>
    <message>
        <source>It was accepted. Saving to the keychain…</source>
        <translation>Se aceptó. Guardando en el llavero…</translation>
    </message>
    <message>
        <source>The new secret is tried first: only when %1 has given a token for it does it take the place of the old one.</source>
        <translation>El secreto nuevo se prueba antes: solo sustituye al anterior cuando %1 haya dado un token con él.</translation>
    </message>
    <message>
        <source>The new one</source>
        <translation>El nuevo</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>El secreto caduca</translation>
    </message>
    <message>
        <source>Keep the old secret at hand</source>
        <translation>Conservar a mano el secreto anterior</translation>
    </message>
    <message>
        <source>In the keychain, beside the new one, for as long as the provider takes both. Nothing is sent with it.</source>
        <translation>En el llavero, junto al nuevo, mientras el proveedor acepte ambos. No se envía nada con él.</translation>
    </message>
    <message>
        <source>An earlier secret is still kept beside the present one.</source>
        <translation>Aún se conserva un secreto anterior junto al actual.</translation>
    </message>
    <message>
        <source>Forget the old secret</source>
        <translation>Olvidar el secreto anterior</translation>
    </message>
    <message>
        <source>Try and &amp;replace</source>
        <translation>&amp;Probar y sustituir</translation>
    </message>
    <message>
        <source>Try and replace</source>
        <translation>Probar y sustituir</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Edit the credential set and agree to it first.</source>
        <translation>Antes, edite el conjunto de credenciales y confirme allí el nuevo endpoint.</translation>
    </message>
    <message>
        <source>Trying the new secret…</source>
        <translation>Probando el secreto nuevo…</translation>
    </message>
    <message>
        <source>It was not tried to the end.</source>
        <translation>La prueba no llegó a terminar.</translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <translation>No se cambió nada. %1</translation>
    </message>
    <message>
        <source>Forget the secret that “%1” had before?</source>
        <translation>¿Olvidar el secreto que «%1» tenía antes?</translation>
    </message>
    <message>
        <source>It is deleted from the keychain. The present one stays.</source>
        <translation>Se elimina del llavero. El actual se mantiene.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Olvidar</translation>
    </message>
    <message>
        <source>Deleting it from the keychain…</source>
        <translation>Eliminándolo del llavero…</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>Leyendo del llavero el par de ID y secreto…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SandboxKeychain</name>
    <message>
        <source>the sandbox&apos;s keyring (Secret portal)</source>
        <translation>el llavero del entorno aislado (portal Secret)</translation>
    </message>
    <message>
        <source>the program runs in a sandbox</source>
        <translation>el programa se ejecuta en un entorno aislado</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopePicker</name>
    <message>
        <source>Choose scopes</source>
        <translation>Elegir ámbitos</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;Aceptar</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Ámbitos</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>%1 (default)</source>
        <translation>%1 (predeterminado)</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>%1 de %2 elegidos</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopesField</name>
    <message>
        <source>One per line</source>
        <translation>Uno por línea</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Ámbitos</translation>
    </message>
    <message>
        <source>Choose scopes…</source>
        <translation>Elegir ámbitos…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SearchField</name>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Search (Ctrl+F), Enter copies</source>
        <translation>Buscar (Ctrl+F), Enter copia</translation>
    </message>
    <message>
        <source>Enter copies the header of the set that is found, Ctrl+Enter mints.
Several words narrow it down; “two words” in quotation marks are one.
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</source>
        <translation>Enter copia el encabezado del conjunto encontrado, Ctrl+Enter obtiene un token.
Varias palabras acotan la búsqueda; «dos palabras» entre comillas son una.
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretNotices</name>
    <message>
        <source>Secret expired</source>
        <translation>Secreto caducado</translation>
    </message>
    <message>
        <source>Secret about to expire</source>
        <translation>Secreto a punto de caducar</translation>
    </message>
    <message>
        <source>The secret of %1 has expired.</source>
        <translation>El secreto de %1 ha caducado.</translation>
    </message>
    <message>
        <source>The secret of %1 expires %2.</source>
        <translation>El secreto de %1 caduca %2.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>%1 secrets have expired or are about to</source>
        <translation>%1 secretos han caducado o están a punto de caducar</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 y %2 más</translation>
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
        <translation>es el Secret Service de esta sesión</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>No hay bus de sesión (D-Bus).</translation>
    </message>
    <message>
        <source>Default keyring</source>
        <translation>Llavero predeterminado</translation>
    </message>
    <message>
        <source>It is still locked after the prompt.</source>
        <translation>Sigue bloqueado después de la petición de desbloqueo.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretServicePrompt</name>
    <message>
        <source>The keychain&apos;s service ended during the prompt.</source>
        <translation>El servicio de llavero terminó durante la petición de desbloqueo.</translation>
    </message>
    <message>
        <source>The unlock prompt was dismissed, or could not be shown.</source>
        <translation>La petición de desbloqueo se descartó o no se pudo mostrar.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SessionSecretStore</name>
    <message>
        <source>memory, until you quit</source>
        <translation>la memoria, hasta que salga</translation>
    </message>
    <message>
        <source>no keychain answers</source>
        <translation>no responde ningún llavero</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SetActions</name>
    <message>
        <source>The token lives %1.</source>
        <translation>La vigencia del token es de %1.</translation>
    </message>
    <message>
        <source>The provider did not say how long the token lives.</source>
        <translation>El proveedor no dijo cuál es la vigencia del token.</translation>
    </message>
    <message>
        <source>%1 The keychain would not hold it: it is gone when you quit.</source>
        <translation>%1 El llavero no quiso guardarlo: se pierde al salir.</translation>
    </message>
    <message>
        <source>%1 has its new secret.</source>
        <translation>%1 tiene su secreto nuevo.</translation>
    </message>
    <message>
        <source>The old secret of %1 is forgotten.</source>
        <translation>Se olvidó el secreto anterior de %1.</translation>
    </message>
    <message>
        <source>%1 has no other environment.</source>
        <translation>%1 no tiene otro entorno.</translation>
    </message>
    <message>
        <source>Saved “%1”.</source>
        <translation>Se guardó «%1».</translation>
    </message>
    <message>
        <source>Duplicating “%1”…</source>
        <translation>Duplicando «%1»…</translation>
    </message>
    <message>
        <source>Duplicated. A refresh token belongs to one credential set alone: edit the copy and enter one for it.</source>
        <translation>Duplicado. Un token de actualización es de un único conjunto de credenciales: edite la copia e introduzca uno para ella.</translation>
    </message>
    <message>
        <source>“%1” is a favourite.</source>
        <translation>«%1» es un favorito.</translation>
    </message>
    <message>
        <source>“%1” is no favourite any more.</source>
        <translation>«%1» ya no es un favorito.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove credential sets</source>
        <translation>Quitar conjuntos de credenciales</translation>
    </message>
    <message numerus="yes">
        <source>Remove these %n credential set(s)?</source>
        <translation>
            <numerusform>¿Quitar este conjunto de credenciales?</numerusform>
            <numerusform>¿Quitar estos %n conjuntos de credenciales?</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>Se quitó %1.</translation>
    </message>
    <message numerus="yes">
        <source>Removed %n credential set(s).</source>
        <translation>
            <numerusform>Se quitó %n conjunto de credenciales.</numerusform>
            <numerusform>Se quitaron %n conjuntos de credenciales.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is there again.</source>
        <translation>Se recuperó %1.</translation>
    </message>
    <message>
        <source>%1 was removed; the keychain holds nothing of it.</source>
        <translation>Se quitó %1; el llavero no contiene nada de él.</translation>
    </message>
    <message>
        <source>Nothing that can be imported is on the clipboard, such as a curl command or the lines of a .env file.</source>
        <translation>En el portapapeles no hay nada que se pueda importar, como un comando curl o las líneas de un archivo .env.</translation>
    </message>
    <message numerus="yes">
        <source>Export %n credential set(s) without secrets</source>
        <translation>
            <numerusform>Exportar %n conjunto de credenciales sin secretos</numerusform>
            <numerusform>Exportar %n conjuntos de credenciales sin secretos</numerusform>
        </translation>
    </message>
    <message>
        <source>Templates of .env files, names alone (*.env *.example)</source>
        <translation>Plantillas de archivos .env, solo nombres (*.env *.example)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Archivos JSON (*.json)</translation>
    </message>
    <message>
        <source>Exported the credential sets to %1, without their secrets.</source>
        <translation>Se exportaron los conjuntos de credenciales a %1, sin sus secretos.</translation>
    </message>
    <message>
        <source>%1 was not written. %2</source>
        <translation>No se escribió %1. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) are there again.</source>
        <translation>
            <numerusform>Se recuperó %n conjunto de credenciales.</numerusform>
            <numerusform>Se recuperaron %n conjuntos de credenciales.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) were removed; the keychain holds nothing of them.</source>
        <translation>
            <numerusform>Se quitó %n conjunto de credenciales; el llavero ya no guarda nada de él.</numerusform>
            <numerusform>Se quitaron %n conjuntos de credenciales; el llavero ya no guarda nada de ellos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicated. The copy shares the credentials and no token.</source>
        <translation>Duplicado. La copia comparte el par de ID y secreto, pero ningún token.</translation>
    </message>
    <message>
        <source>Their credentials and tokens are deleted from the keychain. For ten seconds they can be had back.</source>
        <translation>Sus pares de ID y secreto y sus tokens se eliminan del llavero. Durante diez segundos se pueden recuperar.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>Qué hacen</translation>
    </message>
    <message>
        <source>In the search: copy the bearer header of the selected set</source>
        <translation>En la búsqueda: copiar el encabezado Bearer del conjunto seleccionado</translation>
    </message>
    <message>
        <source>In the search: mint a token</source>
        <translation>En la búsqueda: obtener un token</translation>
    </message>
    <message>
        <source>In the search: go to the list</source>
        <translation>En la búsqueda: ir a la lista</translation>
    </message>
    <message>
        <source>In the search: clear it, then go to the list</source>
        <translation>En la búsqueda: borrarla y después ir a la lista</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>C&amp;errar</translation>
    </message>
</context>
<context>
    <name>Tokenwright::StatusLine</name>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>The clipboard was cleared.</source>
        <translation>Se vació el portapapeles.</translation>
    </message>
    <message>
        <source>The desktop did not let the clipboard be cleared; it is tried again when this window is active.</source>
        <translation>El escritorio no permitió vaciar el portapapeles; se intentará de nuevo cuando esta ventana esté activa.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TextField</name>
    <message>
        <source>Show secret</source>
        <translation>Mostrar secreto</translation>
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
        <translation>Copiar de producción</translation>
    </message>
    <message>
        <source>Copy from %1?</source>
        <translation>¿Copiar de %1?</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>El token actual deja de ser válido</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>¿Obtener un token nuevo para «%1»?</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>Obtener uno nuevo</translation>
    </message>
    <message>
        <source>Checking the token of “%1”…</source>
        <translation>Comprobando el token de «%1»…</translation>
    </message>
    <message>
        <source>The token of “%1”: %2 (HTTP %3).</source>
        <translation>El token de «%1»: %2 (HTTP %3).</translation>
    </message>
    <message>
        <source>No request was sent, so there are no details to copy.</source>
        <translation>No se envió ninguna solicitud, así que no hay detalles que copiar.</translation>
    </message>
    <message>
        <source>Copied the details of the last request, without anything secret.</source>
        <translation>Se copiaron los detalles de la última solicitud, sin nada secreto.</translation>
    </message>
    <message>
        <source>“%1” is no longer kept fresh.</source>
        <translation>«%1» ya no se mantiene al día.</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs. Each renewal makes the token before it invalid.</source>
        <translation>«%1» se mantiene al día mientras Tokenwright esté en ejecución. Cada renovación invalida el token anterior.</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs.</source>
        <translation>«%1» se mantiene al día mientras Tokenwright esté en ejecución.</translation>
    </message>
    <message>
        <source>Retry with the base scope alone</source>
        <translation>Reintentar solo con el ámbito base</translation>
    </message>
    <message>
        <source>Let “%1” ask for this alone from now on?

%2</source>
        <translation>¿Hacer que «%1» pida solo esto de ahora en adelante?

%2</translation>
    </message>
    <message>
        <source>These scopes are taken out of the credential set; they can be added again when %1 has granted them:

%2</source>
        <translation>Estos ámbitos se quitan del conjunto de credenciales; se pueden añadir otra vez cuando %1 los haya concedido:

%2</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>The token endpoint has moved</source>
        <translation>El endpoint de tokens ha cambiado</translation>
    </message>
    <message>
        <source>Send the secret of “%1” to %2?</source>
        <translation>¿Enviar el secreto de «%1» a %2?</translation>
    </message>
    <message>
        <source>Send it there from now on</source>
        <translation>Enviarlo allí de ahora en adelante</translation>
    </message>
    <message>
        <source>It was saved for %1. Nothing was sent. Agree only if you know why the endpoint has changed.</source>
        <translation>Se guardó para %1. No se envió nada. Acepte solo si sabe por qué ha cambiado el endpoint.</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>ningún servidor conocido</translation>
    </message>
    <message>
        <source>Tokens forgotten: %1. At the provider they live on.</source>
        <translation>Tokens olvidados: %1. En el proveedor siguen vigentes.</translation>
    </message>
    <message>
        <source>Forgot the token of %1. At the provider it lives on.</source>
        <translation>Se olvidó el token de %1. En el proveedor sigue vigente.</translation>
    </message>
    <message>
        <source>%1 had no token.</source>
        <translation>%1 no tenía ningún token.</translation>
    </message>
    <message>
        <source>Revoking the token of %1…</source>
        <translation>Revocando el token de %1…</translation>
    </message>
    <message>
        <source>The token of %1 is revoked.</source>
        <translation>Se revocó el token de %1.</translation>
    </message>
    <message>
        <source>%1 has no token that could be revoked.</source>
        <translation>%1 no tiene ningún token que se pueda revocar.</translation>
    </message>
    <message>
        <source>Revoke token</source>
        <translation>Revocar token</translation>
    </message>
    <message>
        <source>Revoke the token of %1?</source>
        <translation>¿Revocar el token de %1?</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Revocar</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>«%1» (%2)</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>y %1 más</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and prints it.</source>
        <translation>«tokenwright-cli %1» lo pide y lo imprime.</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and hands it to “%2”.</source>
        <translation>«tokenwright-cli %1» lo pide y lo entrega a «%2».</translation>
    </message>
    <message>
        <source>Production token for the command line</source>
        <translation>Token de producción para la línea de comandos</translation>
    </message>
    <message>
        <source>Token for the command line</source>
        <translation>Token para la línea de comandos</translation>
    </message>
    <message>
        <source>Give a token of %1 to a command line?</source>
        <translation>¿Entregar un token de %1 a la línea de comandos?</translation>
    </message>
    <message>
        <source>Give tokens of these to a command line?

%1</source>
        <translation>¿Entregar tokens de estos conjuntos a la línea de comandos?

%1</translation>
    </message>
    <message>
        <source>Agree only if you know who has started it.</source>
        <translation>Acepte solo si sabe quién la ha iniciado.</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>Entregar</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Denegar</translation>
    </message>
    <message>
        <source>It is a production environment. This question can be turned off in the preferences.</source>
        <translation>Es un entorno de producción. Esta pregunta se puede desactivar en las preferencias.</translation>
    </message>
    <message>
        <source>Copy the present token</source>
        <translation>Copiar el token vigente</translation>
    </message>
    <message>
        <source>%1 ends it at once: whoever uses it, here or elsewhere, is refused from then on. The credential set and its credentials stay; the next copy mints a new token.</source>
        <translation>%1 lo anula de inmediato: a quien lo use, aquí o en otro lugar, se le denegará el acceso desde ese momento. El conjunto de credenciales y su par de ID y secreto se mantienen; la siguiente copia obtiene un token nuevo.</translation>
    </message>
    <message>
        <source>The API has moved</source>
        <translation>La API ha cambiado</translation>
    </message>
    <message>
        <source>Send the token of “%1” to %2?</source>
        <translation>¿Enviar el token de «%1» a %2?</translation>
    </message>
    <message>
        <source>So far it may go to %1. Nothing was sent. Agree only if you know why the API&apos;s address has changed.</source>
        <translation>Hasta ahora puede enviarse a %1. No se envió nada. Acepte solo si sabe por qué ha cambiado la dirección de la API.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenChecker</name>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>El archivo de proveedor no describe ninguna llamada con la que comprobar un token.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenPage</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Scopes granted</source>
        <translation>Ámbitos concedidos</translation>
    </message>
    <message>
        <source>Scopes asked for</source>
        <translation>Ámbitos pedidos</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Minted</source>
        <translation>Obtenido</translation>
    </message>
    <message>
        <source>Requests today</source>
        <translation>Solicitudes de hoy</translation>
    </message>
    <message>
        <source>Last request</source>
        <translation>Última solicitud</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>Última comprobación</translation>
    </message>
    <message>
        <source>Calls left</source>
        <translation>Llamadas restantes</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secreto</translation>
    </message>
    <message>
        <source>Earlier tokens</source>
        <translation>Tokens anteriores</translation>
    </message>
    <message>
        <source>Copy an earlier token…</source>
        <translation>Copiar un token anterior…</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>los mismos</translation>
    </message>
    <message>
        <source>A new token makes the previous one invalid.</source>
        <translation>Un token nuevo invalida el anterior.</translation>
    </message>
    <message>
        <source>none since the program started</source>
        <translation>ninguna desde que se inició el programa</translation>
    </message>
    <message>
        <source>cancelled, at %1</source>
        <translation>cancelada, %1</translation>
    </message>
    <message>
        <source>no answer after %L1 ms, at %2</source>
        <translation>sin respuesta después de %L1 ms, %2</translation>
    </message>
    <message>
        <source>HTTP %1, %L2 ms, at %3</source>
        <translation>HTTP %1, %L2 ms, %3</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s; set it right.</source>
        <translation>El reloj de este equipo va %1 adelantado respecto al del servidor; póngalo en hora.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s; set it right.</source>
        <translation>El reloj de este equipo va %1 atrasado respecto al del servidor; póngalo en hora.</translation>
    </message>
    <message>
        <source>At %1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>y %1 más</translation>
    </message>
    <message>
        <source>entered on %1</source>
        <translation>introducido el %1</translation>
    </message>
    <message>
        <source>expired on %1, %2</source>
        <translation>caducó el %1, %2</translation>
    </message>
    <message>
        <source>expires on %1, %2</source>
        <translation>caduca el %1, %2</translation>
    </message>
    <message>
        <source>%1; minted at %2</source>
        <translation>%1; obtenido: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Tray</name>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Not copied</source>
        <translation>No copiado</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>El token de %1 está listo; no se copió porque el portapapeles se está usando para otra cosa.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The %1 most recently used of %L2</source>
        <translation>Los %1 usados más recientemente de %L2</translation>
    </message>
    <message>
        <source>Show Tokenwright</source>
        <translation>Mostrar Tokenwright</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
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
        <translation>%1 abre la búsqueda desde cualquier lugar.</translation>
    </message>
    <message>
        <source>This desktop gave Tokenwright no key for the search. Have a key of your choice run “tokenwright --palette”, in the desktop&apos;s keyboard settings.</source>
        <translation>Este escritorio no dio a Tokenwright ningún atajo para la búsqueda. Haga que un atajo de su elección ejecute «tokenwright --palette» en la configuración de teclado del escritorio.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::WindowsSecretStore</name>
    <message>
        <source>Windows Credential Manager takes no value of this length.</source>
        <translation>El Administrador de credenciales de Windows no admite ningún valor de esta longitud.</translation>
    </message>
    <message>
        <source>Windows Credential Manager</source>
        <translation>Administrador de credenciales de Windows</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>es el de este sistema</translation>
    </message>
</context>
</TS>
