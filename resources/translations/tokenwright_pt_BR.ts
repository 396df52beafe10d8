<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>Tokenwright</name>
    <message>
        <source>Added “%1”.</source>
        <translation>“%1” adicionado.</translation>
    </message>
    <message>
        <source>--environment takes one of %1.</source>
        <translation>--environment aceita um destes: %1.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already.</source>
        <translation>Já existe um conjunto de credenciais chamado “%1” em %2.</translation>
    </message>
    <message>
        <source>--issuer is for the generic provider; leave --provider away.</source>
        <translation>--issuer é para o provedor genérico; omita --provider.</translation>
    </message>
    <message>
        <source>Its tokens are had at %1.</source>
        <translation>Os tokens dele são obtidos em %1.</translation>
    </message>
    <message>
        <source>Where tokens are had is found out at this URL, an issuer&apos;s or an API&apos;s; takes the generic provider.</source>
        <translation>URL de um emissor ou de uma API na qual se descobre onde obter os tokens; usa o provedor genérico.</translation>
    </message>
    <message>
        <source>Give the new credential set one name.</source>
        <translation>Dê um único nome ao novo conjunto de credenciais.</translation>
    </message>
    <message>
        <source>--provider is missing; “providers” lists them.</source>
        <translation>Falta --provider; “providers” lista os provedores.</translation>
    </message>
    <message>
        <source>%1 may give another refresh token for the one that is sent, and only a credential set can keep it: say “add”, then “mint NAME”.</source>
        <translation>%1 pode devolver outro token de atualização no lugar do enviado, e só um conjunto de credenciais pode guardá-lo: use “add” e depois “mint NAME”.</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2.</source>
        <translation>Não foi possível executar %1: %2.</translation>
    </message>
    <message>
        <source>Lists the credential sets and what is left of their tokens.</source>
        <translation>Lista os conjuntos de credenciais e quanto resta dos tokens deles.</translation>
    </message>
    <message>
        <source>Sets, and what is left of their tokens.</source>
        <translation>Os conjuntos e quanto resta dos tokens deles.</translation>
    </message>
    <message>
        <source>The same for a program to read.</source>
        <translation>O mesmo, para um programa ler.</translation>
    </message>
    <message>
        <source>Prints the header “Authorization: Bearer …”.</source>
        <translation>Imprime o cabeçalho “Authorization: Bearer …”.</translation>
    </message>
    <message>
        <source>A header for curl -H, minted if need be.</source>
        <translation>Um cabeçalho para curl -H, obtendo o token se necessário.</translation>
    </message>
    <message>
        <source>One that lives half an hour at least.</source>
        <translation>Um que valha por pelo menos meia hora.</translation>
    </message>
    <message>
        <source>Quoted for another tool.</source>
        <translation>Entre aspas, para outra ferramenta.</translation>
    </message>
    <message>
        <source>Prints the access token alone.</source>
        <translation>Imprime somente o token de acesso.</translation>
    </message>
    <message>
        <source>The token alone.</source>
        <translation>Somente o token.</translation>
    </message>
    <message>
        <source>With expires_in, expires_at, scope and more.</source>
        <translation>Com expires_in, expires_at, scope e mais.</translation>
    </message>
    <message>
        <source>A set whose name begins with a dash.</source>
        <translation>Um conjunto cujo nome começa com hífen.</translation>
    </message>
    <message>
        <source>Asks for a new token even if one is valid, and prints it; also for a set that the options describe, storing nothing.</source>
        <translation>Solicita um novo token mesmo que haja um válido e o imprime; também para um conjunto descrito pelas opções, sem guardar nada.</translation>
    </message>
    <message>
        <source>A new token, kept for later use.</source>
        <translation>Um novo token, guardado para uso posterior.</translation>
    </message>
    <message>
        <source>Asks for the secret and stores nothing.</source>
        <translation>Pede o segredo e não guarda nada.</translation>
    </message>
    <message>
        <source>Prints the token as environment variables, for a shell to read.</source>
        <translation>Imprime o token como variáveis de ambiente, para um shell ler.</translation>
    </message>
    <message>
        <source>Lines for eval &quot;$(…)&quot; in bash, dash or zsh.</source>
        <translation>Linhas para eval &quot;$(…)&quot; em bash, dash ou zsh.</translation>
    </message>
    <message>
        <source>The same in fish.</source>
        <translation>O mesmo em fish.</translation>
    </message>
    <message>
        <source>APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …</source>
        <translation>APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …</translation>
    </message>
    <message>
        <source>Runs a command that finds the token in its environment.</source>
        <translation>Executa um comando que encontra o token em seu ambiente.</translation>
    </message>
    <message>
        <source>Only that command finds the token.</source>
        <translation>Somente esse comando encontra o token.</translation>
    </message>
    <message>
        <source>Its output does not show the token.</source>
        <translation>A saída dele não mostra o token.</translation>
    </message>
    <message>
        <source>Runs curl with the header; no argument, variable or output holds it.</source>
        <translation>Executa o curl com o cabeçalho; nenhum argumento, variável ou saída o contém.</translation>
    </message>
    <message>
        <source>A call of the API, with the header.</source>
        <translation>Uma chamada da API, com o cabeçalho.</translation>
    </message>
    <message>
        <source>Asks the provider&apos;s API whether it takes the token.</source>
        <translation>Pergunta à API do provedor se ela aceita o token.</translation>
    </message>
    <message>
        <source>One harmless call with its token.</source>
        <translation>Uma chamada inofensiva com o token.</translation>
    </message>
    <message>
        <source>Tells what is in the token that is kept; asks for no other.</source>
        <translation>Mostra o que há no token guardado; não solicita outro.</translation>
    </message>
    <message>
        <source>Header and claims of a JWT.</source>
        <translation>Cabeçalho e declarações de um JWT.</translation>
    </message>
    <message>
        <source>Lists the requests that were sent and what came of them.</source>
        <translation>Lista as requisições enviadas e o resultado de cada uma.</translation>
    </message>
    <message>
        <source>Those of one set, newest last.</source>
        <translation>As de um conjunto, a mais recente por último.</translation>
    </message>
    <message>
        <source>An object a line, with request IDs.</source>
        <translation>Um objeto por linha, com IDs de requisição.</translation>
    </message>
    <message>
        <source>Adds a credential set; asks for its secret.</source>
        <translation>Adiciona um conjunto de credenciais; pede o segredo.</translation>
    </message>
    <message>
        <source>Asks for the secret.</source>
        <translation>Pede o segredo.</translation>
    </message>
    <message>
        <source>Takes the secret from a file.</source>
        <translation>Lê o segredo de um arquivo.</translation>
    </message>
    <message>
        <source>Changes a credential set.</source>
        <translation>Altera um conjunto de credenciais.</translation>
    </message>
    <message>
        <source>Another name.</source>
        <translation>Outro nome.</translation>
    </message>
    <message>
        <source>Another secret.</source>
        <translation>Outro segredo.</translation>
    </message>
    <message>
        <source>Gives a credential set another name.</source>
        <translation>Dá outro nome a um conjunto de credenciais.</translation>
    </message>
    <message>
        <source>Its tokens stay.</source>
        <translation>Os tokens permanecem.</translation>
    </message>
    <message>
        <source>Replaces the secret, once a token was minted with the new one.</source>
        <translation>Substitui o segredo depois que um token foi obtido com o novo.</translation>
    </message>
    <message>
        <source>Asks for the new secret.</source>
        <translation>Pede o novo segredo.</translation>
    </message>
    <message>
        <source>Keeps the old one at hand as well.</source>
        <translation>Mantém também o antigo à mão.</translation>
    </message>
    <message>
        <source>Drops the old one.</source>
        <translation>Descarta o antigo.</translation>
    </message>
    <message>
        <source>Removes a credential set and what the keychain holds of it.</source>
        <translation>Remove um conjunto de credenciais e o que o chaveiro guarda dele.</translation>
    </message>
    <message>
        <source>Asks first.</source>
        <translation>Pergunta antes.</translation>
    </message>
    <message>
        <source>Does not ask.</source>
        <translation>Não pergunta.</translation>
    </message>
    <message>
        <source>Drops the kept token; the next use mints another.</source>
        <translation>Descarta o token guardado; o próximo uso obtém outro.</translation>
    </message>
    <message>
        <source>Here alone: it lives on.</source>
        <translation>Somente aqui: ele continua válido.</translation>
    </message>
    <message>
        <source>Asks the provider to end the kept token, then drops it.</source>
        <translation>Pede ao provedor que invalide o token guardado e depois o descarta.</translation>
    </message>
    <message>
        <source>Nobody can use it any more.</source>
        <translation>Ninguém mais pode usá-lo.</translation>
    </message>
    <message>
        <source>Finds the token endpoint of an issuer or of an API by its URL.</source>
        <translation>Descobre o endpoint de token de um emissor ou de uma API pela URL.</translation>
    </message>
    <message>
        <source>What the server says of itself.</source>
        <translation>O que o servidor diz de si mesmo.</translation>
    </message>
    <message>
        <source>Adds credential sets from files of other programs; asks first.</source>
        <translation>Adiciona conjuntos de credenciais de arquivos de outros programas; pergunta antes.</translation>
    </message>
    <message>
        <source>Shows what would be added of a file and a folder, then asks.</source>
        <translation>Mostra o que seria adicionado de um arquivo e de uma pasta e depois pergunta.</translation>
    </message>
    <message>
        <source>The same of standard input, adding nothing.</source>
        <translation>O mesmo da entrada padrão, sem adicionar nada.</translation>
    </message>
    <message>
        <source>Prints credential sets as JSON, without their secrets.</source>
        <translation>Imprime conjuntos de credenciais como JSON, sem os segredos.</translation>
    </message>
    <message>
        <source>Every set, without its secret.</source>
        <translation>Todos os conjuntos, sem os segredos.</translation>
    </message>
    <message>
        <source>Two of them.</source>
        <translation>Dois deles.</translation>
    </message>
    <message>
        <source>Names to be filled in by others.</source>
        <translation>Nomes a serem preenchidos por outras pessoas.</translation>
    </message>
    <message>
        <source>What add --provider takes.</source>
        <translation>O que add --provider aceita.</translation>
    </message>
    <message>
        <source>What is wrong with a file of yours.</source>
        <translation>O que há de errado em um arquivo seu.</translation>
    </message>
    <message>
        <source>Prints what makes a shell complete these commands.</source>
        <translation>Imprime o que faz um shell completar estes comandos.</translation>
    </message>
    <message>
        <source>For source &lt;(…) in ~/.bashrc.</source>
        <translation>Para source &lt;(…) em ~/.bashrc.</translation>
    </message>
    <message>
        <source>In fish.</source>
        <translation>Em fish.</translation>
    </message>
    <message>
        <source>Only sets of this environment, for example sandbox.</source>
        <translation>Somente conjuntos deste ambiente, por exemplo sandbox.</translation>
    </message>
    <message>
        <source>No words on standard error unless something fails.</source>
        <translation>Sem mensagens na saída de erro padrão, a menos que algo falhe.</translation>
    </message>
    <message>
        <source>Tells the options.</source>
        <translation>Mostra as opções.</translation>
    </message>
    <message>
        <source>Tells the version.</source>
        <translation>Mostra a versão.</translation>
    </message>
    <message>
        <source>“%1” is not valid UTF-8. Give the file a name that is, or hand its content over on standard input.</source>
        <translation>“%1” não é UTF-8 válido. Dê ao arquivo um nome válido ou passe o conteúdo pela entrada padrão.</translation>
    </message>
    <message>
        <source>There is no option “%1”.</source>
        <translation>Não existe a opção “%1”.</translation>
    </message>
    <message>
        <source>What begins with a dash and is no option stands behind “--”.</source>
        <translation>O que começa com hífen e não é opção vem depois de “--”.</translation>
    </message>
    <message>
        <source>Name one shell: bash, zsh or fish.</source>
        <translation>Indique um shell: bash, zsh ou fish.</translation>
    </message>
    <message>
        <source>Put what curl is to do behind “--”.</source>
        <translation>Coloque o que o curl deve fazer depois de “--”.</translation>
    </message>
    <message>
        <source>With %1 curl would write the token itself, past the mask. --verbose shows the request with the token masked; put 2&gt;FILE at the end to have that in a file.</source>
        <translation>Com %1, o próprio curl gravaria o token, sem mascará-lo. --verbose mostra a requisição com o token mascarado; ponha 2&gt;FILE no final para tê-la em um arquivo.</translation>
    </message>
    <message>
        <source>Give one URL.</source>
        <translation>Informe uma URL.</translation>
    </message>
    <message>
        <source>The token of “%1” is forgotten.</source>
        <translation>O token de “%1” foi esquecido.</translation>
    </message>
    <message>
        <source>“%1” had no token.</source>
        <translation>“%1” não tinha token.</translation>
    </message>
    <message>
        <source>The token of “%1” is revoked.</source>
        <translation>O token de “%1” foi revogado.</translation>
    </message>
    <message>
        <source>“%1” has no token that could be revoked.</source>
        <translation>“%1” não tem token que possa ser revogado.</translation>
    </message>
    <message>
        <source>What the variables&apos; names begin with (default: TOKENWRIGHT).</source>
        <translation>Prefixo dos nomes das variáveis (padrão: TOKENWRIGHT).</translation>
    </message>
    <message>
        <source>For whom to write them (default: sh).</source>
        <translation>Para quem escrevê-las (padrão: sh).</translation>
    </message>
    <message>
        <source>Replace the token in what the command prints: for logs and transcripts.</source>
        <translation>Substitui o token no que o comando imprime: para logs e transcrições.</translation>
    </message>
    <message>
        <source>There is no format “%1”.</source>
        <translation>Não existe o formato “%1”.</translation>
    </message>
    <message>
        <source>Put the command behind “--”.</source>
        <translation>Coloque o comando depois de “--”.</translation>
    </message>
    <message>
        <source>The file to write; “-” is standard output.</source>
        <translation>O arquivo a gravar; “-” é a saída padrão.</translation>
    </message>
    <message>
        <source>Overwrite the file if it is there.</source>
        <translation>Sobrescreve o arquivo se ele existir.</translation>
    </message>
    <message>
        <source>A .env file with names and no values, to be filled in and imported.</source>
        <translation>Um arquivo .env com nomes e sem valores, para ser preenchido e importado.</translation>
    </message>
    <message>
        <source>There is no credential set to export.</source>
        <translation>Não há conjunto de credenciais para exportar.</translation>
    </message>
    <message>
        <source>%1 exists; say --force to overwrite it.</source>
        <translation>%1 já existe; use --force para sobrescrever.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>Não foi possível gravar %1: %2.</translation>
    </message>
    <message>
        <source>Exported to %1, without secrets.</source>
        <translation>Exportado para %1, sem segredos.</translation>
    </message>
    <message>
        <source>It was refused in the window. Nothing was handed over.</source>
        <translation>Foi recusado na janela. Nada foi entregue.</translation>
    </message>
    <message>
        <source>Somebody has to agree to this in Tokenwright&apos;s window, and none is running, or it does not answer. Start it and try again. Nothing was handed over.</source>
        <translation>Alguém precisa autorizar isto na janela do Tokenwright, e nenhuma está aberta ou ela não responde. Abra-a e tente novamente. Nada foi entregue.</translation>
    </message>
    <message>
        <source>Nobody has answered in Tokenwright&apos;s window within %1 seconds. Nothing was handed over.</source>
        <translation>Ninguém respondeu na janela do Tokenwright em %1 segundos. Nada foi entregue.</translation>
    </message>
    <message>
        <source>Only once somebody has agreed to it in Tokenwright&apos;s window, which has to be running.</source>
        <translation>Somente depois que alguém autorizar na janela do Tokenwright, que precisa estar aberta.</translation>
    </message>
    <message>
        <source>These are more credential sets than anybody can agree to at once.</source>
        <translation>São mais conjuntos de credenciais do que se pode autorizar de uma vez.</translation>
    </message>
    <message>
        <source>Waiting for somebody to agree in Tokenwright&apos;s window…</source>
        <translation>Aguardando autorização na janela do Tokenwright…</translation>
    </message>
    <message>
        <source>Usage:</source>
        <translation>Uso:</translation>
    </message>
    <message>
        <source>Mints OAuth 2.0 access tokens with the client credentials in your keychain, and reuses them while they live.</source>
        <translation>Obtém tokens de acesso OAuth 2.0 com as credenciais do cliente guardadas em seu chaveiro e os reutiliza enquanto são válidos.</translation>
    </message>
    <message>
        <source>Exit codes</source>
        <translation>Códigos de saída</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Concluído.</translation>
    </message>
    <message>
        <source>Something else failed; an answer that is no token.</source>
        <translation>Outra falha; uma resposta que não é um token.</translation>
    </message>
    <message>
        <source>The command line is wrong.</source>
        <translation>A linha de comando está errada.</translation>
    </message>
    <message>
        <source>There is no such credential set, or several.</source>
        <translation>Esse conjunto de credenciais não existe, ou há vários.</translation>
    </message>
    <message>
        <source>The provider rejected the request.</source>
        <translation>O provedor rejeitou a requisição.</translation>
    </message>
    <message>
        <source>The keychain is locked or not there.</source>
        <translation>O chaveiro está bloqueado ou não está disponível.</translation>
    </message>
    <message>
        <source>Worth trying later: network, TLS, proxy, time-out, too many requests, a fault of the server.</source>
        <translation>Vale tentar mais tarde: rede, TLS, proxy, tempo esgotado, requisições demais, falha do servidor.</translation>
    </message>
    <message>
        <source>Where transcripts are kept</source>
        <translation>Onde transcrições são guardadas</translation>
    </message>
    <message>
        <source>For assistants, CI logs and whatever else keeps what commands print: curl gets the header, and no argument, variable or output shows it.</source>
        <translation>Para assistentes, logs de CI e tudo o mais que guarda o que os comandos imprimem: o curl recebe o cabeçalho, e nenhum argumento, variável ou saída o mostra.</translation>
    </message>
    <message>
        <source>The command finds the token in its environment; in what it prints the token is replaced.</source>
        <translation>O comando encontra o token em seu ambiente; no que ele imprime, o token é substituído.</translation>
    </message>
    <message>
        <source>With header, token, mint, env, exec and curl: only once somebody has agreed in Tokenwright&apos;s window. Refused, not answered for 60 seconds, or no window there: exit 1, and nothing was minted.</source>
        <translation>Com header, token, mint, env, exec e curl: somente depois que alguém autorizar na janela do Tokenwright. Se for recusado, ficar 60 segundos sem resposta ou não houver janela: código de saída 1, e nada foi obtido.</translation>
    </message>
    <message>
        <source>“Ask before a script gets production tokens”</source>
        <translation>“Perguntar antes que um script receba tokens de produção”</translation>
    </message>
    <message>
        <source>In the preferences: the same without the option, for production, whenever standard error is no terminal. It keeps mishaps away, not a program that runs as you and means harm.</source>
        <translation>Nas preferências: o mesmo sem a opção, para produção, sempre que a saída de erro padrão não for um terminal. Isso evita acidentes, mas não detém um programa mal-intencionado que rode como você.</translation>
    </message>
    <message>
        <source>These print the token. What got into a transcript is ended by revoke, or where the provider cannot, by its own time.</source>
        <translation>Estes imprimem o token. O que foi parar em uma transcrição deixa de valer com revoke ou, onde o provedor não permite isso, quando expirar.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Ambiente</translation>
    </message>
    <message>
        <source>When set, no colour, even on a terminal.</source>
        <translation>Quando definida, sem cores, mesmo em um terminal.</translation>
    </message>
    <message>
        <source>The proxy on the way.</source>
        <translation>O proxy a usar.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Arquivos</translation>
    </message>
    <message>
        <source>The credential sets; nothing secret is in it.</source>
        <translation>Os conjuntos de credenciais; não contém nada secreto.</translation>
    </message>
    <message>
        <source>Providers of your own.</source>
        <translation>Seus próprios provedores.</translation>
    </message>
    <message>
        <source>Until when each token lives; nothing secret is in it.</source>
        <translation>Até quando cada token é válido; não contém nada secreto.</translation>
    </message>
    <message>
        <source>Which secrets were told to be about to expire; nothing secret is in it.</source>
        <translation>De quais segredos já se avisou que estão para expirar; não contém nada secreto.</translation>
    </message>
    <message>
        <source>The last requests and what came of them; nothing secret is in it.</source>
        <translation>As últimas requisições e seus resultados; não contém nada secreto.</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Exemplos</translation>
    </message>
    <message>
        <source>Calls an API with a token that lives long enough.</source>
        <translation>Chama uma API com um token que vale por tempo suficiente.</translation>
    </message>
    <message>
        <source>Sets TOKENWRIGHT_ACCESS_TOKEN and the like in this shell.</source>
        <translation>Define TOKENWRIGHT_ACCESS_TOKEN e semelhantes neste shell.</translation>
    </message>
    <message>
        <source>Only that command finds the token in its environment.</source>
        <translation>Somente esse comando encontra o token em seu ambiente.</translation>
    </message>
    <message>
        <source>The same token, quoted for another tool.</source>
        <translation>O mesmo token, entre aspas para outra ferramenta.</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Opções:</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>Opções de todos os comandos:</translation>
    </message>
    <message>
        <source>“%1” tells more.</source>
        <translation>“%1” mostra mais.</translation>
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
        <translation>“help COMMAND” e COMMAND --help mostram as opções de um comando; “--” as encerra, para nomes que começam com hífen.</translation>
    </message>
    <message>
        <source>“%1” is none of %2.</source>
        <translation>“%1” não é nenhum destes: %2.</translation>
    </message>
    <message>
        <source>--map takes KEY=PROVIDER/ENVIRONMENT, not “%1”.</source>
        <translation>--map aceita KEY=PROVIDER/ENVIRONMENT, não “%1”.</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>entrada padrão</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Added “%1” (%2).</source>
        <translation>“%1” adicionado (%2).</translation>
    </message>
    <message>
        <source>“%1” (%2) was not added: %3</source>
        <translation>“%1” (%2) não foi adicionado: %3</translation>
    </message>
    <message numerus="yes">
        <source>Import %n credential set(s)?</source>
        <translation>
            <numerusform>Importar %n conjunto de credenciais?</numerusform>
            <numerusform>Importar %n conjuntos de credenciais?</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no terminal to ask; say --yes.</source>
        <translation>Não há terminal para perguntar; use --yes.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Nada foi importado.</translation>
    </message>
    <message>
        <source>There is nothing called “%1” to map.</source>
        <translation>Não há nada chamado “%1” para mapear.</translation>
    </message>
    <message>
        <source>There is nothing to import.</source>
        <translation>Não há nada para importar.</translation>
    </message>
    <message>
        <source>Whether some of them exist already could not be seen: %1</source>
        <translation>Não foi possível ver se alguns já existem: %1</translation>
    </message>
    <message>
        <source>Only tell what would be imported.</source>
        <translation>Apenas mostra o que seria importado.</translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation>Não pergunta.</translation>
    </message>
    <message>
        <source>A value for the {NAME} of providers, where the file has none.</source>
        <translation>Um valor para o {NAME} dos provedores, quando o arquivo não tem nenhum.</translation>
    </message>
    <message>
        <source>Name a file to import; “-” is standard input.</source>
        <translation>Indique um arquivo a importar; “-” é a entrada padrão.</translation>
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
        <translation>NOME</translation>
    </message>
    <message>
        <source>PROVIDER</source>
        <translation>PROVEDOR</translation>
    </message>
    <message>
        <source>ENVIRONMENT</source>
        <translation>AMBIENTE</translation>
    </message>
    <message>
        <source>CLIENT ID</source>
        <translation>ID DO CLIENTE</translation>
    </message>
    <message>
        <source>TOKEN ENDPOINT</source>
        <translation>ENDPOINT DE TOKEN</translation>
    </message>
    <message>
        <source>FROM</source>
        <translation>ORIGEM</translation>
    </message>
    <message>
        <source>Say whose it is: --map %1=PROVIDER/ENVIRONMENT</source>
        <translation>Diga a quem pertence: --map %1=PROVIDER/ENVIRONMENT</translation>
    </message>
    <message>
        <source>Say its value: --variable %1=VALUE</source>
        <translation>Diga o valor: --variable %1=VALUE</translation>
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
        <translation>validade desconhecida, não guardado</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>sem token</translation>
    </message>
    <message>
        <source>expired %1</source>
        <translation>expirou em %1</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>expira: %1</translation>
    </message>
    <message>
        <source>CALLS OF</source>
        <translation>CHAMADAS DE</translation>
    </message>
    <message>
        <source>LEFT</source>
        <translation>RESTAM</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>LIMITE</translation>
    </message>
    <message>
        <source>RESET</source>
        <translation>REINÍCIO</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>O arquivo %1 não existe.</translation>
    </message>
    <message>
        <source>%1 is a good provider file (%2).</source>
        <translation>%1 é um arquivo de provedor correto (%2).</translation>
    </message>
    <message>
        <source>As JSON.</source>
        <translation>Como JSON.</translation>
    </message>
    <message>
        <source>Say which keychain is in use, and why.</source>
        <translation>Diz qual chaveiro está em uso e por quê.</translation>
    </message>
    <message>
        <source>TOKEN</source>
        <translation>TOKEN</translation>
    </message>
    <message>
        <source>SECRET</source>
        <translation>SEGREDO</translation>
    </message>
    <message>
        <source>Secrets are kept in: %1 (%2).</source>
        <translation>Os segredos são guardados em: %1 (%2).</translation>
    </message>
    <message>
        <source>%1 was skipped: %2.</source>
        <translation>%1 foi ignorado: %2.</translation>
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
        <translation>CONJUNTO DE CREDENCIAIS</translation>
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
        <translation>DURAÇÃO</translation>
    </message>
    <message>
        <source>ASKED BY</source>
        <translation>SOLICITADO POR</translation>
    </message>
    <message>
        <source>MESSAGE</source>
        <translation>MENSAGEM</translation>
    </message>
    <message>
        <source>The command comes first, its options behind it; “%1” is none.</source>
        <translation>Primeiro vem o comando, depois as opções dele; “%1” não é um comando.</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>Não existe o comando “%1”.</translation>
    </message>
    <message>
        <source>User commands</source>
        <translation>Comandos de usuário</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens for scripts</source>
        <translation>Tokens de acesso OAuth 2.0 para scripts</translation>
    </message>
    <message>
        <source>Synopsis</source>
        <translation>Sinopse</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descrição</translation>
    </message>
    <message>
        <source>The window and the command line share the credential sets, the tokens and the keychain. What is asked for goes to standard output, words go to standard error.</source>
        <translation>A janela e a linha de comando compartilham os conjuntos de credenciais, os tokens e o chaveiro. O que é solicitado vai para a saída padrão; as mensagens vão para a saída de erro padrão.</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
    <message>
        <source>Options of every command</source>
        <translation>Opções de todos os comandos</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>Você quis dizer %1?</translation>
    </message>
    <message>
        <source>Standard output cannot be written: %1.</source>
        <translation>Não foi possível gravar na saída padrão: %1.</translation>
    </message>
    <message>
        <source>Ends as soon as the keychain has the new refresh token; the same again ends at once, and may lose it.</source>
        <translation>O programa será encerrado assim que o chaveiro tiver o novo token de atualização; se for interrompido de novo, será encerrado imediatamente e o token poderá se perder.</translation>
    </message>
    <message>
        <source>The keychain has the new refresh token now.</source>
        <translation>O chaveiro agora tem o novo token de atualização.</translation>
    </message>
    <message>
        <source>The new refresh token is lost, because the keychain did not take it in time. Sign in at the provider again, then give the refresh token to “edit” with --secret-parameter refresh_token=FILE.</source>
        <translation>O novo token de atualização se perdeu, porque o chaveiro não o recebeu a tempo. Entre novamente no provedor e depois passe o token de atualização a “edit” com --secret-parameter refresh_token=FILE.</translation>
    </message>
    <message>
        <source>“%1” keeps no old secret.</source>
        <translation>“%1” não guarda um segredo antigo.</translation>
    </message>
    <message>
        <source>Changed “%1”.</source>
        <translation>“%1” alterado.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada foi alterado.</translation>
    </message>
    <message>
        <source>Say “edit” with --accept-endpoint if that is right.</source>
        <translation>Se isso estiver certo, use “edit” com --accept-endpoint.</translation>
    </message>
    <message>
        <source>Keep the old secret in the keychain beside the new one, until --forget-old.</source>
        <translation>Mantém o segredo antigo no chaveiro ao lado do novo, até --forget-old.</translation>
    </message>
    <message>
        <source>Drop the old secret that --keep-old kept.</source>
        <translation>Descarta o segredo antigo mantido por --keep-old.</translation>
    </message>
    <message>
        <source>--forget-old goes with no other option.</source>
        <translation>--forget-old não pode ser combinado com nenhuma outra opção.</translation>
    </message>
    <message>
        <source>That is too long to be a secret.</source>
        <translation>Isso é longo demais para ser um segredo.</translation>
    </message>
    <message>
        <source>The secret is empty.</source>
        <translation>O segredo está vazio.</translation>
    </message>
    <message>
        <source>Standard input cannot be read.</source>
        <translation>Não foi possível ler a entrada padrão.</translation>
    </message>
    <message>
        <source>Standard input cannot be read: %1.</source>
        <translation>Não foi possível ler a entrada padrão: %1.</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the %1; use %2.</source>
        <translation>Não há terminal para pedir %1; use %2.</translation>
    </message>
    <message>
        <source>That is too long for a terminal, which may have cut it; use %1.</source>
        <translation>Isso é longo demais para um terminal, que pode tê-lo cortado; use %1.</translation>
    </message>
    <message>
        <source>The file named for %1 cannot be read: %2.</source>
        <translation>Não foi possível ler o arquivo indicado para %1: %2.</translation>
    </message>
    <message>
        <source>A new name.</source>
        <translation>Um novo nome.</translation>
    </message>
    <message>
        <source>A set stays with its provider; add another set instead.</source>
        <translation>Um conjunto permanece com seu provedor; adicione outro conjunto em vez disso.</translation>
    </message>
    <message>
        <source>Say the credential set&apos;s name, then its new one.</source>
        <translation>Informe o nome do conjunto de credenciais e depois o novo.</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation>Nada foi removido.</translation>
    </message>
    <message>
        <source>Removed “%1”.</source>
        <translation>“%1” removido.</translation>
    </message>
    <message>
        <source>The day on which the old secret was to expire, %1, goes with it; --secret-expires says the new one&apos;s.</source>
        <translation>O dia em que o segredo antigo expiraria, %1, é descartado com ele; --secret-expires informa o do novo.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nome</translation>
    </message>
    <message>
        <source>“%1” (%2, --environment %3)</source>
        <translation>“%1” (%2, --environment %3)</translation>
    </message>
    <message>
        <source>There are several credential sets named “%1”: %2.</source>
        <translation>Há vários conjuntos de credenciais chamados “%1”: %2.</translation>
    </message>
    <message>
        <source>There is no credential set named “%1”.</source>
        <translation>Não há conjunto de credenciais chamado “%1”.</translation>
    </message>
    <message>
        <source>There is no credential set named “%1” in %2.</source>
        <translation>Não há conjunto de credenciais chamado “%1” em %2.</translation>
    </message>
    <message>
        <source>Near to it: %1.</source>
        <translation>Parecidos: %1.</translation>
    </message>
    <message>
        <source>--%1 takes %2.</source>
        <translation>--%1 aceita %2.</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --%1 - do not go together.</source>
        <translation>A entrada padrão só pode ser lida uma vez: --secret-stdin e --%1 - não podem ser usados juntos.</translation>
    </message>
    <message>
        <source>--%1 names “%2” twice.</source>
        <translation>--%1 indica “%2” duas vezes.</translation>
    </message>
    <message>
        <source>--%1 %2=FILE takes the path of a file, or - for standard input.</source>
        <translation>--%1 %2=FILE aceita o caminho de um arquivo, ou - para a entrada padrão.</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --secret-parameter NAME=- do not go together.</source>
        <translation>A entrada padrão só pode ser lida uma vez: --secret-stdin e --secret-parameter NAME=- não podem ser usados juntos.</translation>
    </message>
    <message>
        <source>The %1 is empty.</source>
        <translation>Está vazio: %1.</translation>
    </message>
    <message>
        <source>passphrase of the private key</source>
        <translation>senha da chave privada</translation>
    </message>
    <message>
        <source>The provider&apos;s id, see “providers”.</source>
        <translation>O id do provedor; veja “providers”.</translation>
    </message>
    <message>
        <source>A scope; may be repeated.</source>
        <translation>Um escopo; a opção pode ser repetida.</translation>
    </message>
    <message>
        <source>A value for the provider&apos;s {NAME}.</source>
        <translation>Um valor para {NAME} do provedor.</translation>
    </message>
    <message>
        <source>An extra request parameter, not secret.</source>
        <translation>Um parâmetro extra da requisição, não secreto.</translation>
    </message>
    <message>
        <source>How the client authenticates, if not as the provider says.</source>
        <translation>Como o cliente se autentica, se não como o provedor diz.</translation>
    </message>
    <message>
        <source>The key&apos;s ID in assertions; a JWK has its own.</source>
        <translation>O ID da chave nas asserções; um JWK tem o seu próprio.</translation>
    </message>
    <message>
        <source>How assertions are signed, if not as the key or provider says.</source>
        <translation>Como as asserções são assinadas, se não como a chave ou o provedor diz.</translation>
    </message>
    <message>
        <source>Whom assertions are for, if not the issuer.</source>
        <translation>A quem as asserções se destinam, se não ao emissor.</translation>
    </message>
    <message>
        <source>The client ID.</source>
        <translation>O ID do cliente.</translation>
    </message>
    <message>
        <source>Read the client secret from standard input.</source>
        <translation>Lê o segredo do cliente da entrada padrão.</translation>
    </message>
    <message>
        <source>A secret request parameter, read from a file; - is standard input.</source>
        <translation>Um parâmetro secreto da requisição, lido de um arquivo; - é a entrada padrão.</translation>
    </message>
    <message>
        <source>A private key as PEM or JWK.</source>
        <translation>Uma chave privada como PEM ou JWK.</translation>
    </message>
    <message>
        <source>What protects that key, if it is not to be asked for; it is kept without. - is standard input.</source>
        <translation>A senha que protege essa chave, para que não seja perguntada; a chave é guardada sem ela. - é a entrada padrão.</translation>
    </message>
    <message>
        <source>A certificate in PEM form.</source>
        <translation>Um certificado no formato PEM.</translation>
    </message>
    <message>
        <source>The last day on which the provider takes the secret; empty: not known. It is told in the list, and by a notice 14 and 3 days before.</source>
        <translation>O último dia em que o provedor aceita o segredo; vazio: não se sabe. É mostrado na lista e em uma notificação 14 e 3 dias antes.</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>“%1” é secreto e não pode ser um argumento; use --secret-parameter %1=FILE, onde - é a entrada padrão.</translation>
    </message>
    <message>
        <source>--algorithm takes one of %1.</source>
        <translation>--algorithm aceita um destes: %1.</translation>
    </message>
    <message>
        <source>--client-authentication takes one of %1.</source>
        <translation>--client-authentication aceita uma destas: %1.</translation>
    </message>
    <message>
        <source>--client-id is missing.</source>
        <translation>Falta --client-id.</translation>
    </message>
    <message>
        <source>value of “%1”</source>
        <translation>valor de “%1”</translation>
    </message>
    <message>
        <source>What to print.</source>
        <translation>O que imprimir.</translation>
    </message>
    <message>
        <source>The same as --format json: with its expiry.</source>
        <translation>O mesmo que --format json: com a expiração.</translation>
    </message>
    <message>
        <source>Either name a credential set or describe one.</source>
        <translation>Indique um conjunto de credenciais ou descreva um, não ambos.</translation>
    </message>
    <message>
        <source>--prefix takes what a variable&apos;s name can begin with: a letter or &quot;_&quot;, not “%1”.</source>
        <translation>--prefix aceita aquilo com que o nome de uma variável pode começar: uma letra ou &quot;_&quot;, não “%1”.</translation>
    </message>
    <message>
        <source>Two of these names become the same variable %1_…; ask for them one at a time or rename one.</source>
        <translation>Dois desses nomes se tornam a mesma variável %1_…; solicite um de cada vez ou renomeie um deles.</translation>
    </message>
    <message>
        <source>“%1” has no valid token, and --no-mint forbids to mint one.</source>
        <translation>“%1” não tem token válido, e --no-mint impede a obtenção de um.</translation>
    </message>
    <message>
        <source>Minted a token for “%1”.</source>
        <translation>Token obtido para “%1”.</translation>
    </message>
    <message>
        <source>A token with less life left than this is not reused (default: 300, or what the set says).</source>
        <translation>Um token com validade restante menor que esta não é reutilizado (padrão: 300, ou o que o conjunto diz).</translation>
    </message>
    <message>
        <source>Mint a new token even if one is valid.</source>
        <translation>Obtém um novo token mesmo que haja um válido.</translation>
    </message>
    <message>
        <source>Only a token that is there already.</source>
        <translation>Somente um token que já exista.</translation>
    </message>
    <message>
        <source>A scope instead of the set&apos;s own; may be repeated. Such a token is always minted and not kept.</source>
        <translation>Um escopo no lugar dos do conjunto; a opção pode ser repetida. Um token assim é sempre obtido de novo e não é guardado.</translation>
    </message>
    <message>
        <source>--min-ttl takes a number of seconds.</source>
        <translation>--min-ttl aceita um número de segundos.</translation>
    </message>
    <message>
        <source>--no-mint and a new token exclude each other.</source>
        <translation>--no-mint e um novo token se excluem mutuamente.</translation>
    </message>
    <message numerus="yes">
        <source>The token lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>O token vale por %n segundo no total, menos do que --min-ttl pede.</numerusform>
            <numerusform>O token vale por %n segundos no total, menos do que --min-ttl pede.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The token for “%1” lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>O token de “%1” vale por %n segundo no total, menos do que --min-ttl pede.</numerusform>
            <numerusform>O token de “%1” vale por %n segundos no total, menos do que --min-ttl pede.</numerusform>
        </translation>
    </message>
    <message>
        <source>Name at least one credential set.</source>
        <translation>Indique pelo menos um conjunto de credenciais.</translation>
    </message>
    <message>
        <source>Name one credential set.</source>
        <translation>Indique um conjunto de credenciais.</translation>
    </message>
    <message>
        <source>Tokenwright is running already and does not answer. End that program, then start this one again.</source>
        <translation>O Tokenwright já está em execução e não responde. Encerre esse programa e inicie este novamente.</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.</source>
        <translation>Tokens de acesso OAuth 2.0 à mão.</translation>
    </message>
    <message>
        <source>Show one small search over all credential sets, of the running program if there is one. Enter copies the bearer header. For a key of the desktop&apos;s.</source>
        <translation>Mostra uma pequena pesquisa em todos os conjuntos de credenciais, do programa em execução se houver um. Enter copia o cabeçalho Bearer. Para um atalho da área de trabalho.</translation>
    </message>
    <message>
        <source>no keychain</source>
        <translation>sem chaveiro</translation>
    </message>
    <message>
        <source>No keychain answers on this computer</source>
        <translation>Nenhum chaveiro responde neste computador</translation>
    </message>
    <message>
        <source>No keychain service answers on this computer.</source>
        <translation>Nenhum serviço de chaveiro responde neste computador.</translation>
    </message>
    <message>
        <source>Install and start gnome-keyring or KWallet and log in again.</source>
        <translation>Instale e inicie o gnome-keyring ou o KWallet e inicie a sessão novamente.</translation>
    </message>
    <message>
        <source>keychain locked</source>
        <translation>chaveiro bloqueado</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>O chaveiro está bloqueado</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>O chaveiro está bloqueado.</translation>
    </message>
    <message>
        <source>Unlock it and try again; nothing was changed.</source>
        <translation>Desbloqueie-o e tente novamente; nada foi alterado.</translation>
    </message>
    <message>
        <source>keychain refused</source>
        <translation>o chaveiro recusou o acesso</translation>
    </message>
    <message>
        <source>The keychain refused access</source>
        <translation>O chaveiro recusou o acesso</translation>
    </message>
    <message>
        <source>The keychain refused access.</source>
        <translation>O chaveiro recusou o acesso.</translation>
    </message>
    <message>
        <source>Allow Tokenwright to use the keychain and try again.</source>
        <translation>Permita que o Tokenwright use o chaveiro e tente novamente.</translation>
    </message>
    <message>
        <source>keychain does not answer</source>
        <translation>o chaveiro não responde</translation>
    </message>
    <message>
        <source>The keychain does not answer</source>
        <translation>O chaveiro não responde</translation>
    </message>
    <message>
        <source>The keychain did not answer in time.</source>
        <translation>O chaveiro não respondeu a tempo.</translation>
    </message>
    <message>
        <source>What was asked of it may still happen. Check that the keychain service is running, then try again.</source>
        <translation>O que foi pedido a ele ainda pode acontecer. Verifique se o serviço de chaveiro está em execução e tente novamente.</translation>
    </message>
    <message>
        <source>secret missing</source>
        <translation>falta o segredo</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set</source>
        <translation>O chaveiro não tem segredo para este conjunto de credenciais</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set.</source>
        <translation>O chaveiro não tem segredo para este conjunto de credenciais.</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>não encontrado</translation>
    </message>
    <message>
        <source>This credential set is gone</source>
        <translation>Este conjunto de credenciais não existe mais</translation>
    </message>
    <message>
        <source>There is no such credential set.</source>
        <translation>Esse conjunto de credenciais não existe.</translation>
    </message>
    <message>
        <source>It may have been removed elsewhere.</source>
        <translation>Ele pode ter sido removido em outro lugar.</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>sem conexão</translation>
    </message>
    <message>
        <source>The connection to %1 failed</source>
        <translation>A conexão com %1 falhou</translation>
    </message>
    <message>
        <source>The connection to the token endpoint failed.</source>
        <translation>A conexão com o endpoint de token falhou.</translation>
    </message>
    <message>
        <source>Check the network and try again.</source>
        <translation>Verifique a rede e tente novamente.</translation>
    </message>
    <message>
        <source>host not found</source>
        <translation>host não encontrado</translation>
    </message>
    <message>
        <source>The server of %1 was not found</source>
        <translation>Servidor não encontrado: %1</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>tempo esgotado</translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation>%1 não respondeu a tempo</translation>
    </message>
    <message>
        <source>Try again; the provider may be slow or down.</source>
        <translation>Tente novamente; o provedor pode estar lento ou fora do ar.</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>falha de TLS</translation>
    </message>
    <message>
        <source>There is no trusted connection to %1</source>
        <translation>Não há conexão confiável com %1</translation>
    </message>
    <message>
        <source>No trusted TLS connection: a certificate or the handshake was not acceptable.</source>
        <translation>Não há conexão TLS confiável: um certificado ou o handshake não era aceitável.</translation>
    </message>
    <message>
        <source>proxy failed</source>
        <translation>falha do proxy</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 refused or cannot be reached</source>
        <translation>O proxy no caminho até %1 recusou a conexão ou não está acessível</translation>
    </message>
    <message>
        <source>The proxy refused or could not be reached.</source>
        <translation>O proxy recusou a conexão ou não está acessível.</translation>
    </message>
    <message>
        <source>Check the system&apos;s proxy settings.</source>
        <translation>Verifique as configurações de proxy do sistema.</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeitado</translation>
    </message>
    <message>
        <source>%1 rejected the request</source>
        <translation>%1 rejeitou a requisição</translation>
    </message>
    <message>
        <source>try later</source>
        <translation>tente mais tarde</translation>
    </message>
    <message>
        <source>%1 cannot answer at the moment</source>
        <translation>%1 não pode responder no momento</translation>
    </message>
    <message>
        <source>The provider cannot answer at the moment.</source>
        <translation>O provedor não pode responder no momento.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Tente novamente mais tarde.</translation>
    </message>
    <message>
        <source>answer not understood</source>
        <translation>resposta não compreendida</translation>
    </message>
    <message>
        <source>%1 gave an answer that holds no token</source>
        <translation>%1 deu uma resposta que não contém token</translation>
    </message>
    <message>
        <source>Check the token URL; something other than the token endpoint may have answered.</source>
        <translation>Verifique a URL do token; algo que não é o endpoint de token pode ter respondido.</translation>
    </message>
    <message>
        <source>endpoint moved</source>
        <translation>o endpoint mudou</translation>
    </message>
    <message>
        <source>The secret was saved for another server</source>
        <translation>O segredo foi salvo para outro servidor</translation>
    </message>
    <message>
        <source>The secret was saved for another server.</source>
        <translation>O segredo foi salvo para outro servidor.</translation>
    </message>
    <message>
        <source>Confirm the new token endpoint before the secret is sent there.</source>
        <translation>Confirme o novo endpoint de token antes que o segredo seja enviado para lá.</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>não configurado</translation>
    </message>
    <message>
        <source>This credential set or its provider is not set up fully</source>
        <translation>Este conjunto de credenciais ou seu provedor não está totalmente configurado</translation>
    </message>
    <message>
        <source>The credential set or its provider is not set up fully.</source>
        <translation>O conjunto de credenciais ou seu provedor não está totalmente configurado.</translation>
    </message>
    <message>
        <source>Edit the credential set.</source>
        <translation>Edite o conjunto de credenciais.</translation>
    </message>
    <message>
        <source>file problem</source>
        <translation>problema com arquivo</translation>
    </message>
    <message>
        <source>A file could not be read or written</source>
        <translation>Não foi possível ler ou gravar um arquivo</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>Não foi possível ler ou gravar um arquivo.</translation>
    </message>
    <message>
        <source>Nothing was lost; mend the file or the folder and try again.</source>
        <translation>Nada se perdeu; corrija o arquivo ou a pasta e tente novamente.</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>ocupado</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same</source>
        <translation>Outro Tokenwright está trabalhando no mesmo item</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same and has not finished.</source>
        <translation>Outro Tokenwright está trabalhando no mesmo item e ainda não terminou.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, look for one that hangs and end it.</source>
        <translation>Tente novamente; se continuar assim, procure um que esteja travado e encerre-o.</translation>
    </message>
    <message>
        <source>There is no valid token</source>
        <translation>Não há token válido</translation>
    </message>
    <message>
        <source>There is no valid token, and none was to be minted.</source>
        <translation>Não há token válido, e nenhum deveria ser obtido.</translation>
    </message>
    <message>
        <source>Mint one.</source>
        <translation>Obtenha um.</translation>
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
        <translation>O provedor pede para aguardar até %1.</translation>
    </message>
    <message>
        <source>No token endpoint of %1 answers at this URL</source>
        <translation>Nenhum endpoint de token responde nesta URL (%1)</translation>
    </message>
    <message>
        <source>Check the token URL and its environment: no token endpoint answers there.</source>
        <translation>Verifique a URL do token e o ambiente: nenhum endpoint de token responde ali.</translation>
    </message>
    <message>
        <source>The lock file %1 cannot be used: %2.</source>
        <translation>O arquivo de bloqueio %1 não pode ser usado: %2.</translation>
    </message>
    <message>
        <source>Another Tokenwright waits for the keychain and holds %1.</source>
        <translation>Outro Tokenwright aguarda o chaveiro e retém %1.</translation>
    </message>
    <message>
        <source>It holds %1.</source>
        <translation>Ele retém %1.</translation>
    </message>
    <message>
        <source>it is a link</source>
        <translation>é um link</translation>
    </message>
    <message>
        <source>it is no regular file</source>
        <translation>não é um arquivo comum</translation>
    </message>
    <message>
        <source>It is not known where your home folder is: HOME is not set, and the system knows of no other. Set HOME, or XDG_CONFIG_HOME and XDG_DATA_HOME.</source>
        <translation>Não se sabe onde fica sua pasta pessoal: HOME não está definida e o sistema não conhece outra. Defina HOME, ou XDG_CONFIG_HOME e XDG_DATA_HOME.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Não foi possível criar a pasta %1.</translation>
    </message>
    <message>
        <source>it is larger than %1 bytes</source>
        <translation>é maior que %1 bytes</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>nenhum servidor conhecido</translation>
    </message>
    <message>
        <source>It was saved for %1 and would go to %2.</source>
        <translation>Foi salvo para %1 e iria para %2.</translation>
    </message>
    <message>
        <source>The list of credential sets (credential-sets.json) was written by another version of this program. It was left as it is.</source>
        <translation>A lista de conjuntos de credenciais (credential-sets.json) foi gravada por outra versão deste programa. Ela foi deixada como estava.</translation>
    </message>
    <message>
        <source>A credential set has no “%1”.</source>
        <translation>Um conjunto de credenciais não tem “%1”.</translation>
    </message>
    <message>
        <source>Its “id” has to be letters, digits, “-” and “_”, 64 at most.</source>
        <translation>Seu “id” deve ter letras, dígitos, “-” e “_”, no máximo 64.</translation>
    </message>
    <message>
        <source>%1 has no environment “%2”.</source>
        <translation>%1 não tem o ambiente “%2”.</translation>
    </message>
    <message>
        <source>“%1” has no value.</source>
        <translation>“%1” não tem valor.</translation>
    </message>
    <message>
        <source>The token URL “%1” must be a plain https URL (http is for this computer alone).</source>
        <translation>A URL do token “%1” precisa ser uma URL https simples (http é só para este computador).</translation>
    </message>
    <message>
        <source>%1 names no place where tokens are revoked. “forget” drops the kept token; the provider lets it live until it expires.</source>
        <translation>%1 não indica onde os tokens são revogados. “forget” descarta o token guardado; para o provedor, ele continua válido até expirar.</translation>
    </message>
    <message>
        <source>The revocation URL must be a plain https URL (http is for this computer alone).</source>
        <translation>A URL de revogação precisa ser uma URL https simples (http é só para este computador).</translation>
    </message>
    <message>
        <source>The certificate file “%1” must be named with its whole path, from / on.</source>
        <translation>O arquivo de certificado “%1” precisa ser indicado com o caminho completo, a partir de /.</translation>
    </message>
    <message>
        <source>which stands for something that is no UTF-8 text</source>
        <translation>que representa algo que não é texto UTF-8</translation>
    </message>
    <message>
        <source>a line end or another control character</source>
        <translation>uma quebra de linha ou outro caractere de controle</translation>
    </message>
    <message>
        <source>which cannot be seen</source>
        <translation>que não pode ser visto</translation>
    </message>
    <message>
        <source>a quotation mark as only documents have them (%1)</source>
        <translation>uma aspa tipográfica, como só documentos têm (%1)</translation>
    </message>
    <message>
        <source>which reorders the text around it</source>
        <translation>que reordena o texto ao redor</translation>
    </message>
    <message>
        <source>which is no whole character</source>
        <translation>que não é um caractere inteiro</translation>
    </message>
    <message>
        <source>Character %1 of the %2 is %3, %4.</source>
        <translation>O caractere %1 (%2) é %3, %4.</translation>
    </message>
    <message>
        <source>Byte %1 of the %2 is no UTF-8 text; nothing else can be kept unchanged.</source>
        <translation>O byte %1 (%2) não é texto UTF-8; nada além disso pode ser guardado sem alteração.</translation>
    </message>
    <message>
        <source>A credential set needs a name.</source>
        <translation>Um conjunto de credenciais precisa de um nome.</translation>
    </message>
    <message>
        <source>A parameter has no name.</source>
        <translation>Um parâmetro não tem nome.</translation>
    </message>
    <message>
        <source>parameter&apos;s name</source>
        <translation>nome do parâmetro</translation>
    </message>
    <message>
        <source>header&apos;s name</source>
        <translation>nome do cabeçalho</translation>
    </message>
    <message>
        <source>“%1” is no name that HTTP allows for a header.</source>
        <translation>“%1” não é um nome que o HTTP permita para um cabeçalho.</translation>
    </message>
    <message>
        <source>The value of the header “%1” has a line end or another control character, which HTTP does not allow.</source>
        <translation>O valor do cabeçalho “%1” tem uma quebra de linha ou outro caractere de controle, o que o HTTP não permite.</translation>
    </message>
    <message>
        <source>Blanks or line ends around the %1 were taken off.</source>
        <translation>Espaços ou quebras de linha nas extremidades foram removidos: %1.</translation>
    </message>
    <message>
        <source>“%1” is a secret and has several values; only one can be kept.</source>
        <translation>“%1” é um segredo e tem vários valores; só um pode ser guardado.</translation>
    </message>
    <message>
        <source>client ID</source>
        <translation>ID do cliente</translation>
    </message>
    <message>
        <source>client secret</source>
        <translation>segredo do cliente</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and a variable is kept in a file. If the server takes it as a request parameter, enter it as a secret one.</source>
        <translation>A julgar pelo nome, “%1” é um segredo, e uma variável é guardada em um arquivo. Se o servidor o aceita como parâmetro da requisição, informe-o como parâmetro secreto.</translation>
    </message>
    <message>
        <source>The URL in “%1” has a user name or a password before its host. Take it out; ID and secret have places of their own.</source>
        <translation>A URL em “%1” tem um nome de usuário ou uma senha antes do host. Retire-os; ID e segredo têm campos próprios.</translation>
    </message>
    <message>
        <source>The URL in “%1” holds “%2”, and a variable is kept in a file. Take it out; ID and secret have places of their own, and a further secret can be a secret request parameter.</source>
        <translation>A URL em “%1” contém “%2”, e uma variável é guardada em um arquivo. Retire-o; ID e segredo têm campos próprios, e outro segredo pode ser um parâmetro secreto da requisição.</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and is kept in the keychain.</source>
        <translation>A julgar pelo nome, “%1” é um segredo; ele é guardado no chaveiro.</translation>
    </message>
    <message>
        <source>secret has expired</source>
        <translation>segredo expirado</translation>
    </message>
    <message>
        <source>secret expires %1</source>
        <translation>o segredo expira %1</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoje</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>amanhã</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>ontem</translation>
    </message>
    <message>
        <source>in %1 days</source>
        <translation>em %1 dias</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>há %1 dias</translation>
    </message>
    <message>
        <source>“%1” is no day of the calendar; write it as 2027-06-30.</source>
        <translation>“%1” não é um dia do calendário; escreva como 2027-06-30.</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>Informe um nome.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already; choose another name.</source>
        <translation>Já existe um conjunto de credenciais chamado “%1” em %2; escolha outro nome.</translation>
    </message>
    <message>
        <source>Enter the %1.</source>
        <translation>Preencha o campo %1.</translation>
    </message>
    <message>
        <source>The %1 does not look as %2 expects it (pattern %3).</source>
        <translation>O campo %1 não tem a forma que %2 espera (padrão %3).</translation>
    </message>
    <message>
        <source>There is a private key in it; that belongs into its own field.</source>
        <translation>Há uma chave privada aí; ela deve ficar no campo próprio.</translation>
    </message>
    <message>
        <source>This certificate is not for the private key above.</source>
        <translation>Este certificado não corresponde à chave privada acima.</translation>
    </message>
    <message>
        <source>%1 needs at least one scope.</source>
        <translation>%1 precisa de pelo menos um escopo.</translation>
    </message>
    <message>
        <source>This %1 looks like one for %2 (%3), but the environment is %4.</source>
        <translation>O valor do campo %1 parece ser de %2 (%3), mas o ambiente é %4.</translation>
    </message>
    <message>
        <source>This %1 does not look like one for %2: those have %3 in them.</source>
        <translation>O valor do campo %1 não parece ser de %2: os desse ambiente contêm %3.</translation>
    </message>
    <message>
        <source>%1 has no such environment; choose another.</source>
        <translation>%1 não tem esse ambiente; escolha outro.</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produção</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The JWK is incomplete: its “%1” is missing or no base64url.</source>
        <translation>O JWK está incompleto: falta “%1” ou não é base64url.</translation>
    </message>
    <message>
        <source>The JWK holds no key: its numbers do not belong together.</source>
        <translation>O JWK não contém uma chave: seus números não correspondem entre si.</translation>
    </message>
    <message>
        <source>The JWK is a key of a curve that does not sign here; P-256, P-384, P-521, Ed25519 and Ed448 do.</source>
        <translation>O JWK é uma chave de uma curva que não assina aqui; P-256, P-384, P-521, Ed25519 e Ed448 servem.</translation>
    </message>
    <message>
        <source>The JWK is an RSA key of more than two primes.</source>
        <translation>O JWK é uma chave RSA com mais de dois primos.</translation>
    </message>
    <message>
        <source>The RSA key of the JWK is too long.</source>
        <translation>A chave RSA do JWK é longa demais.</translation>
    </message>
    <message>
        <source>This is a set of keys (JWKS). Take the one key out of it that the server knows you by, with its private part “d”.</source>
        <translation>Este é um conjunto de chaves (JWKS). Retire dele a chave com a qual o servidor identifica você, com a parte privada “d”.</translation>
    </message>
    <message>
        <source>This is JSON, but no key in JWK form: it has no “kty”.</source>
        <translation>Isto é JSON, mas não uma chave no formato JWK: não tem “kty”.</translation>
    </message>
    <message>
        <source>This JWK is a shared secret (oct): it belongs into the client secret, and signs by client_secret_jwt.</source>
        <translation>Este JWK é um segredo compartilhado (oct): ele deve ficar no segredo do cliente e assina com client_secret_jwt.</translation>
    </message>
    <message>
        <source>This JWK holds a public key alone: it has no “d”. The private key is needed.</source>
        <translation>Este JWK contém apenas uma chave pública: não tem “d”. A chave privada é necessária.</translation>
    </message>
    <message>
        <source>This is a list of keys. Take the one out of it that the server knows you by.</source>
        <translation>Esta é uma lista de chaves. Retire dela a chave com a qual o servidor identifica você.</translation>
    </message>
    <message>
        <source>This is no private key: neither PEM nor JSON that is whole.</source>
        <translation>Isto não é uma chave privada: nem PEM nem JSON completo.</translation>
    </message>
    <message>
        <source>This JWK is of another kind than RSA, EC and OKP.</source>
        <translation>Este JWK é de um tipo diferente de RSA, EC e OKP.</translation>
    </message>
    <message>
        <source>RSA, %1 bits</source>
        <translation>RSA, %1 bits</translation>
    </message>
    <message>
        <source>RSA for PSS alone, %1 bits</source>
        <translation>RSA apenas para PSS, %1 bits</translation>
    </message>
    <message>
        <source>elliptic curve %1</source>
        <translation>curva elíptica %1</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase, which is needed once: the keychain keeps the key without it.</source>
        <translation>A chave privada é protegida por uma senha, que é necessária uma vez: o chaveiro guarda a chave sem ela.</translation>
    </message>
    <message>
        <source>This is a public key or a certificate; the private key is needed.</source>
        <translation>Isto é uma chave pública ou um certificado; a chave privada é necessária.</translation>
    </message>
    <message>
        <source>This is no private key in PEM form (-----BEGIN PRIVATE KEY-----) and no JWK.</source>
        <translation>Isto não é uma chave privada no formato PEM (-----BEGIN PRIVATE KEY-----) nem um JWK.</translation>
    </message>
    <message>
        <source>The private key is missing.</source>
        <translation>Falta a chave privada.</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key. Where it is the right one, open the key with “openssl pkey -in KEY”.</source>
        <translation>A senha não abre a chave privada. Se for a senha certa, abra a chave com “openssl pkey -in KEY”.</translation>
    </message>
    <message>
        <source>The certificate is missing.</source>
        <translation>Falta o certificado.</translation>
    </message>
    <message>
        <source>This is no certificate in PEM form (-----BEGIN CERTIFICATE-----).</source>
        <translation>Isto não é um certificado no formato PEM (-----BEGIN CERTIFICATE-----).</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>sem nome</translation>
    </message>
    <message>
        <source>%1, expired on %2</source>
        <translation>%1, expirado em %2</translation>
    </message>
    <message>
        <source>%1, valid until %2</source>
        <translation>%1, válido até %2</translation>
    </message>
    <message>
        <source>There is no signature algorithm “%1”; known are %2.</source>
        <translation>Não existe o algoritmo de assinatura “%1”; os conhecidos são %2.</translation>
    </message>
    <message>
        <source>“%1” signs by the client secret (client_secret_jwt). By a private key sign %2.</source>
        <translation>“%1” assina com o segredo do cliente (client_secret_jwt). Com uma chave privada assinam %2.</translation>
    </message>
    <message>
        <source>%1 needs an RSA key; this one is: %2.</source>
        <translation>%1 precisa de uma chave RSA; esta é: %2.</translation>
    </message>
    <message>
        <source>%1 needs a key of the curve %2; this one is: %3.</source>
        <translation>%1 precisa de uma chave da curva %2; esta é: %3.</translation>
    </message>
    <message>
        <source>%1 needs a key of the kind Ed25519 or Ed448; this one is: %2.</source>
        <translation>%1 precisa de uma chave do tipo Ed25519 ou Ed448; esta é: %2.</translation>
    </message>
    <message>
        <source>The private key could not sign (%1).</source>
        <translation>A chave privada não conseguiu assinar (%1).</translation>
    </message>
    <message>
        <source>The client secret is missing.</source>
        <translation>Falta o segredo do cliente.</translation>
    </message>
    <message>
        <source>The client secret could not sign.</source>
        <translation>O segredo do cliente não conseguiu assinar.</translation>
    </message>
    <message>
        <source>bash, dash, zsh and the like</source>
        <translation>bash, dash, zsh e semelhantes</translation>
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
        <translation>arquivos .env e quem os lê</translation>
    </message>
    <message>
        <source>programs, as one object</source>
        <translation>programas, como um objeto</translation>
    </message>
    <message>
        <source>The value of %1 has characters that “%2” cannot hold: not everything that reads it would see the same. Take another format.</source>
        <translation>O valor de %1 tem caracteres que “%2” não comporta: nem todos os programas que o leem veriam a mesma coisa. Use outro formato.</translation>
    </message>
    <message>
        <source>Bearer header</source>
        <translation>Cabeçalho Bearer</translation>
    </message>
    <message>
        <source>the header</source>
        <translation>o cabeçalho</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Token de acesso</translation>
    </message>
    <message>
        <source>the access token</source>
        <translation>o token de acesso</translation>
    </message>
    <message>
        <source>curl command</source>
        <translation>Comando curl</translation>
    </message>
    <message>
        <source>a curl command</source>
        <translation>um comando curl</translation>
    </message>
    <message>
        <source>HTTPie command</source>
        <translation>Comando HTTPie</translation>
    </message>
    <message>
        <source>an HTTPie command</source>
        <translation>um comando HTTPie</translation>
    </message>
    <message>
        <source>.http request</source>
        <translation>Requisição .http</translation>
    </message>
    <message>
        <source>a .http request</source>
        <translation>uma requisição .http</translation>
    </message>
    <message>
        <source>Shell export</source>
        <translation>Variáveis de shell (export)</translation>
    </message>
    <message>
        <source>shell variables</source>
        <translation>variáveis de shell</translation>
    </message>
    <message>
        <source>PowerShell command</source>
        <translation>Comando PowerShell</translation>
    </message>
    <message>
        <source>a PowerShell command</source>
        <translation>um comando PowerShell</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>the token as JSON</source>
        <translation>o token como JSON</translation>
    </message>
    <message>
        <source>JavaScript fetch</source>
        <translation>fetch de JavaScript</translation>
    </message>
    <message>
        <source>a fetch call</source>
        <translation>uma chamada fetch</translation>
    </message>
    <message>
        <source>the Basic header</source>
        <translation>o cabeçalho Basic</translation>
    </message>
    <message>
        <source>A line end or another control character stands in the token or the header that it goes into; mend the provider file.</source>
        <translation>Há uma quebra de linha ou outro caractere de controle no token ou no cabeçalho em que ele entra; corrija o arquivo do provedor.</translation>
    </message>
    <message>
        <source>The desktop&apos;s settings name no proxy that can be used for this server.</source>
        <translation>As configurações da área de trabalho não indicam um proxy que possa ser usado para este servidor.</translation>
    </message>
    <message>
        <source>The server did not accept the client&apos;s certificate.</source>
        <translation>O servidor não aceitou o certificado do cliente.</translation>
    </message>
    <message>
        <source>The server demands a TLS certificate of the client.</source>
        <translation>O servidor exige um certificado TLS do cliente.</translation>
    </message>
    <message>
        <source>The server may demand a TLS certificate of the client.</source>
        <translation>O servidor pode exigir um certificado TLS do cliente.</translation>
    </message>
    <message>
        <source>The answer is larger than %1 KiB.</source>
        <translation>A resposta é maior que %1 KiB.</translation>
    </message>
    <message>
        <source>The proxy is %1:%2.</source>
        <translation>O proxy é %1:%2.</translation>
    </message>
    <message>
        <source>The server closed the connection before it had answered. The request was not sent again.</source>
        <translation>O servidor encerrou a conexão antes de responder. A requisição não foi enviada de novo.</translation>
    </message>
    <message>
        <source>It may not have accepted the client&apos;s certificate.</source>
        <translation>Ele pode não ter aceitado o certificado do cliente.</translation>
    </message>
    <message>
        <source>No whole answer within %1 seconds.</source>
        <translation>Nenhuma resposta completa em %1 segundos.</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read: %2</source>
        <translation>Não foi possível ler o arquivo de certificado %1: %2</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate.</source>
        <translation>O arquivo de certificado %1 não contém um certificado.</translation>
    </message>
    <message>
        <source>The client&apos;s certificate or its private key cannot be used for TLS.</source>
        <translation>O certificado do cliente ou sua chave privada não pode ser usado para TLS.</translation>
    </message>
    <message>
        <source>The variable %1 names a proxy that cannot be used, %2: %3</source>
        <translation>A variável %1 indica um proxy que não pode ser usado, %2: %3</translation>
    </message>
    <message>
        <source>it is no address of a proxy.</source>
        <translation>não é um endereço de proxy.</translation>
    </message>
    <message>
        <source>a proxy that is itself spoken to over TLS is not supported.</source>
        <translation>não há suporte a um proxy que seja ele mesmo acessado por TLS.</translation>
    </message>
    <message>
        <source>version 4 of SOCKS is not supported, version 5 is.</source>
        <translation>há suporte à versão 5 do SOCKS, não à versão 4.</translation>
    </message>
    <message>
        <source>“%1” is no kind of proxy that is known.</source>
        <translation>“%1” não é um tipo de proxy conhecido.</translation>
    </message>
    <message>
        <source>The client ID has a “:” in it, which would end it in a Basic header with ID and secret as they are. Choose the client authentication client_secret_basic (form-encoded) or client_secret_post.</source>
        <translation>O ID do cliente contém “:”, que o encerraria em um cabeçalho Basic com ID e segredo como estão. Escolha a autenticação do cliente client_secret_basic (codificada como formulário) ou client_secret_post.</translation>
    </message>
    <message>
        <source>The certificate and the private key do not belong together.</source>
        <translation>O certificado e a chave privada não correspondem um ao outro.</translation>
    </message>
    <message>
        <source>Basic header, form-encoded (RFC 6749)</source>
        <translation>Basic, codificado como formulário (RFC 6749)</translation>
    </message>
    <message>
        <source>Basic header, ID and secret as they are</source>
        <translation>Basic, ID e segredo como estão</translation>
    </message>
    <message>
        <source>ID and secret in the request body</source>
        <translation>ID e segredo no corpo da requisição</translation>
    </message>
    <message>
        <source>ID and secret in the URL</source>
        <translation>ID e segredo na URL</translation>
    </message>
    <message>
        <source>Servers and proxies write URLs into their logs, the secret with them. Use this only where the provider takes nothing else.</source>
        <translation>Servidores e proxies gravam as URLs em seus logs, junto com o segredo. Use isto somente onde o provedor não aceita outra coisa.</translation>
    </message>
    <message>
        <source>Assertion signed with a private key</source>
        <translation>Asserção assinada com uma chave privada</translation>
    </message>
    <message>
        <source>Assertion signed with the client secret</source>
        <translation>Asserção assinada com o segredo do cliente</translation>
    </message>
    <message>
        <source>TLS certificate of the client</source>
        <translation>Certificado TLS do cliente</translation>
    </message>
    <message>
        <source>None: the client ID alone</source>
        <translation>Nenhuma: apenas o ID do cliente</translation>
    </message>
    <message>
        <source>The server wants a TLS certificate of the client besides, and its private key; there is none.</source>
        <translation>O servidor exige também um certificado TLS do cliente e sua chave privada; não há nenhum.</translation>
    </message>
    <message>
        <source>%1 does not say where its tokens are had. Ask the provider for its token URL.</source>
        <translation>%1 não diz onde seus tokens são obtidos. Pergunte ao provedor qual é a URL do token.</translation>
    </message>
    <message>
        <source>Give an https URL, without a login (http is for this computer alone).</source>
        <translation>Informe uma URL https, sem usuário e senha (http é só para este computador).</translation>
    </message>
    <message>
        <source>%1 leads on to %2, which was not asked for. If that is the server you mean, give its address.</source>
        <translation>%1 leva a %2, que não foi consultado. Se esse é o servidor desejado, informe o endereço dele.</translation>
    </message>
    <message>
        <source>Not granted: the scope %1.</source>
        <translation>Não concedido: o escopo %1.</translation>
    </message>
    <message>
        <source>Not granted: the scopes %1.</source>
        <translation>Não concedidos: os escopos %1.</translation>
    </message>
    <message>
        <source>%1 of %2 left</source>
        <translation>restam %1 de %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>restam %1</translation>
    </message>
    <message>
        <source>%1: %2 until %3</source>
        <translation>%1: %2 até %3</translation>
    </message>
    <message>
        <source>The header “%1” needs the secret “%2”, which the keychain does not hold.</source>
        <translation>O cabeçalho “%1” precisa do segredo “%2”, que o chaveiro não tem.</translation>
    </message>
    <message>
        <source>The header “%1” cannot be sent: its name or its value is not what HTTP allows.</source>
        <translation>O cabeçalho “%1” não pode ser enviado: seu nome ou seu valor não é o que o HTTP permite.</translation>
    </message>
    <message>
        <source>“%1” is no method of HTTP.</source>
        <translation>“%1” não é um método HTTP.</translation>
    </message>
    <message>
        <source>Unknown body format “%1”.</source>
        <translation>Formato de corpo desconhecido “%1”.</translation>
    </message>
    <message>
        <source>The server&apos;s “%1” is no https address.</source>
        <translation>O “%1” do servidor não é um endereço https.</translation>
    </message>
    <message>
        <source>%1 names no issuer.</source>
        <translation>%1 não indica um emissor.</translation>
    </message>
    <message>
        <source>%1 is of the issuer %2, not of %3.</source>
        <translation>%1 é do emissor %2, não de %3.</translation>
    </message>
    <message>
        <source>%1 names no token endpoint.</source>
        <translation>%1 não indica um endpoint de token.</translation>
    </message>
    <message>
        <source>What was found describes the resource “%1”, not %2.</source>
        <translation>O que foi encontrado descreve o recurso “%1”, não %2.</translation>
    </message>
    <message>
        <source>%1 names no authorization server with an https address.</source>
        <translation>%1 não indica um servidor de autorização com endereço https.</translation>
    </message>
    <message>
        <source>The provider&apos;s file wants to check tokens at “%1”. A token is sent to its token endpoint&apos;s host or to the environment&apos;s apiBaseUrl alone.</source>
        <translation>O arquivo do provedor quer verificar tokens em “%1”. Um token só é enviado ao host de seu endpoint de token ou à apiBaseUrl do ambiente.</translation>
    </message>
    <message>
        <source>The API accepted the token.</source>
        <translation>A API aceitou o token.</translation>
    </message>
    <message>
        <source>The API refused the token: it may have expired, been revoked, or belong to another environment.</source>
        <translation>A API recusou o token: ele pode ter expirado, sido revogado ou pertencer a outro ambiente.</translation>
    </message>
    <message>
        <source>The API accepted the token, but it lacks the scope or the permission for this call.</source>
        <translation>A API aceitou o token, mas falta a ele o escopo ou a permissão para esta chamada.</translation>
    </message>
    <message>
        <source>The answer does not tell whether the token is good.</source>
        <translation>A resposta não diz se o token é válido.</translation>
    </message>
    <message>
        <source>Mint a new token and check again.</source>
        <translation>Obtenha um novo token e verifique novamente.</translation>
    </message>
    <message>
        <source>Add the scope to the credential set, or ask the provider to grant it.</source>
        <translation>Adicione o escopo ao conjunto de credenciais ou peça ao provedor que o conceda.</translation>
    </message>
    <message>
        <source>Try again later, or use the token where you need it.</source>
        <translation>Tente novamente mais tarde ou use o token onde precisa dele.</translation>
    </message>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>O arquivo do provedor não descreve nenhuma chamada que verifique um token.</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>aceito</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusado</translation>
    </message>
    <message>
        <source>accepted, but lacks the scope</source>
        <translation>aceito, mas falta o escopo</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>inconclusivo</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Unknown client authentication “%1”.</source>
        <translation>Autenticação do cliente desconhecida “%1”.</translation>
    </message>
    <message>
        <source>The client ID is missing.</source>
        <translation>Falta o ID do cliente.</translation>
    </message>
    <message>
        <source>“%1” is required and has no value.</source>
        <translation>“%1” é obrigatório e não tem valor.</translation>
    </message>
    <message>
        <source>An Authorization header cannot be set by hand: choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>Um cabeçalho Authorization não pode ser definido à mão: escolha uma autenticação do cliente, para que o segredo fique no chaveiro.</translation>
    </message>
    <message>
        <source>%1 requires at least one scope.</source>
        <translation>%1 exige pelo menos um escopo.</translation>
    </message>
    <message>
        <source>“%1” cannot be sent: the request takes no parameters. A provider file can put it into a header.</source>
        <translation>“%1” não pode ser enviado: a requisição não aceita parâmetros. Um arquivo de provedor pode colocá-lo em um cabeçalho.</translation>
    </message>
    <message>
        <source>The parameter “%1” is set already by the credential set&apos;s other fields.</source>
        <translation>O parâmetro “%1” já é definido pelos outros campos do conjunto de credenciais.</translation>
    </message>
    <message>
        <source>The answer has no body.</source>
        <translation>A resposta não tem corpo.</translation>
    </message>
    <message numerus="yes">
        <source>It is %n byte(s) of %1, neither JSON nor XML.</source>
        <translation>
            <numerusform>É %n byte de %1, nem JSON nem XML.</numerusform>
            <numerusform>São %n bytes de %1, nem JSON nem XML.</numerusform>
        </translation>
    </message>
    <message>
        <source>something</source>
        <translation>algo</translation>
    </message>
    <message>
        <source>It holds: %1</source>
        <translation>Contém: %1</translation>
    </message>
    <message>
        <source>The answer is a redirect without a target.</source>
        <translation>A resposta é um redirecionamento sem destino.</translation>
    </message>
    <message>
        <source>The answer is a redirect to %1, which is not followed.</source>
        <translation>A resposta é um redirecionamento para %1, que não é seguido.</translation>
    </message>
    <message>
        <source>There is no access token at “%1”.</source>
        <translation>Não há token de acesso em “%1”.</translation>
    </message>
    <message>
        <source>The access token in the answer holds characters that cannot stand in a header.</source>
        <translation>O token de acesso na resposta contém caracteres que não podem estar em um cabeçalho.</translation>
    </message>
    <message>
        <source>The access token is of type “%1” and cannot be used as a bearer token.</source>
        <translation>O token de acesso é do tipo “%1” e não pode ser usado como token Bearer.</translation>
    </message>
    <message>
        <source>Try again now; the time it asked to wait is over.</source>
        <translation>Tente novamente agora; o tempo de espera que ele pediu já passou.</translation>
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
        <translation>Tente novamente em %1 (%2).</translation>
    </message>
    <message>
        <source>%1 refused a scope</source>
        <translation>%1 recusou um escopo</translation>
    </message>
    <message>
        <source>%1 does not take the refresh token any more</source>
        <translation>%1 não aceita mais o token de atualização</translation>
    </message>
    <message>
        <source>A web page came instead of an answer.</source>
        <translation>Em vez de uma resposta, veio uma página web.</translation>
    </message>
    <message>
        <source>A web page came instead of an answer: “%1”</source>
        <translation>Em vez de uma resposta, veio uma página web: “%1”</translation>
    </message>
    <message>
        <source>the provider</source>
        <translation>o provedor</translation>
    </message>
    <message>
        <source>field “%1”: expected %2</source>
        <translation>campo “%1”: esperava-se %2</translation>
    </message>
    <message>
        <source>a value, and it is missing</source>
        <translation>um valor, que falta</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>um texto</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>um número inteiro</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>uma lista de textos</translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation>uma lista de números inteiros</translation>
    </message>
    <message>
        <source>an object, a list or a text</source>
        <translation>um objeto, uma lista ou um texto</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>um objeto</translation>
    </message>
    <message>
        <source>a list of objects</source>
        <translation>uma lista de objetos</translation>
    </message>
    <message>
        <source>an object of objects</source>
        <translation>um objeto de objetos</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a day.</source>
        <translation>A documentação de %1 indica no máximo %2 por dia.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 an hour.</source>
        <translation>A documentação de %1 indica no máximo %2 por hora.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a minute.</source>
        <translation>A documentação de %1 indica no máximo %2 por minuto.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a second.</source>
        <translation>A documentação de %1 indica no máximo %2 por segundo.</translation>
    </message>
    <message>
        <source>%1 documents at most %2 in %3.</source>
        <translation>A documentação de %1 indica no máximo %2 em %3.</translation>
    </message>
    <message>
        <source>%1 locks a client after one refused request.</source>
        <translation>%1 bloqueia um cliente após uma requisição recusada.</translation>
    </message>
    <message>
        <source>%1 locks a client after %2 refused requests.</source>
        <translation>%1 bloqueia um cliente após %2 requisições recusadas.</translation>
    </message>
    <message>
        <source>As long as a token lives, %1 answers with it again.</source>
        <translation>Enquanto um token é válido, %1 responde com ele novamente.</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>Token de atualização</translation>
    </message>
    <message>
        <source>its id “%1” is also that of %2, which counts</source>
        <translation>seu id “%1” é também o de %2, que prevalece</translation>
    </message>
    <message>
        <source>There is no provider “%1”; it may be misspelt, or its file missing.</source>
        <translation>Não existe o provedor “%1”; ele pode estar escrito errado ou seu arquivo pode faltar.</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>um destes: %1</translation>
    </message>
    <message>
        <source>an https URL (plain http is for 127.0.0.1, localhost and [::1] alone)</source>
        <translation>uma URL https (http sem criptografia é só para 127.0.0.1, localhost e [::1])</translation>
    </message>
    <message>
        <source>a header&apos;s name</source>
        <translation>um nome de cabeçalho</translation>
    </message>
    <message>
        <source>a header&apos;s value, without line ends</source>
        <translation>um valor de cabeçalho, sem quebras de linha</translation>
    </message>
    <message>
        <source>no “exp”, which comes of “lifetime”</source>
        <translation>nenhum “exp”, que vem de “lifetime”</translation>
    </message>
    <message>
        <source>one word, such as Basic</source>
        <translation>uma palavra, como Basic</translation>
    </message>
    <message>
        <source>this or “per”</source>
        <translation>isto ou “per”, não ambos</translation>
    </message>
    <message>
        <source>%1, the only version this program reads</source>
        <translation>%1, a única versão que este programa lê</translation>
    </message>
    <message>
        <source>an https URL</source>
        <translation>uma URL https</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>ID do cliente</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Segredo do cliente</translation>
    </message>
    <message>
        <source>at least one environment</source>
        <translation>pelo menos um ambiente</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>uma expressão regular</translation>
    </message>
    <message>
        <source>The provider file has no id and name at its beginning.</source>
        <translation>O arquivo de provedor não tem id nem name no início.</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (cópia)</translation>
    </message>
    <message>
        <source>The server does not take the refresh token any more. It may have run out, been withdrawn (a password changed, access taken back), replaced by a later sign-in, or been used by another program: where each use brings another one, a second use of the same ends both. Sign in at the provider again, then edit this credential set and paste the new refresh token.</source>
        <translation>O servidor não aceita mais o token de atualização. Ele pode ter expirado, sido retirado (uma senha alterada, um acesso revogado), substituído por um login posterior ou usado por outro programa: onde cada uso traz outro token, um segundo uso do mesmo invalida os dois. Entre novamente no provedor, depois edite este conjunto de credenciais e cole o novo token de atualização.</translation>
    </message>
    <message>
        <source>The server takes no refresh tokens here: check the token URL and the grant type in the provider file.</source>
        <translation>O servidor não aceita tokens de atualização aqui: verifique a URL do token e o tipo de concessão no arquivo do provedor.</translation>
    </message>
    <message>
        <source>The refresh token was given for other scopes: ask for some of those, or for none to get all of them. More scopes take a new sign-in and its refresh token.</source>
        <translation>O token de atualização foi dado para outros escopos: solicite alguns deles, ou nenhum para receber todos. Para mais escopos é preciso entrar novamente e usar o novo token de atualização.</translation>
    </message>
    <message>
        <source>The server could not use the request: check the parameters, the scopes and the client authentication of this credential set.</source>
        <translation>O servidor não pôde usar a requisição: verifique os parâmetros, os escopos e a autenticação do cliente deste conjunto de credenciais.</translation>
    </message>
    <message>
        <source>The server refuses this grant: check the token URL, and ask the provider whether the client still exists and may use client credentials.</source>
        <translation>O servidor recusa esta concessão: verifique a URL do token e pergunte ao provedor se o cliente ainda existe e pode usar a concessão de credenciais do cliente.</translation>
    </message>
    <message>
        <source>The client may not use client credentials: allow that grant for it where its keys are managed.</source>
        <translation>O cliente não pode usar a concessão de credenciais do cliente: permita-a onde as chaves dele são gerenciadas.</translation>
    </message>
    <message>
        <source>The server does not offer client credentials here: check the token URL and the grant type in the provider file.</source>
        <translation>O servidor não oferece a concessão de credenciais do cliente aqui: verifique a URL do token e o tipo de concessão no arquivo do provedor.</translation>
    </message>
    <message>
        <source>The server does not grant one of the scopes: check how they are written, and leave out what the client was not granted.</source>
        <translation>O servidor não concede um dos escopos: verifique como estão escritos e retire os que não foram concedidos ao cliente.</translation>
    </message>
    <message>
        <source>minted</source>
        <translation>obtido</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>revogado</translation>
    </message>
    <message>
        <source>checked: %1</source>
        <translation>verificação: %1</translation>
    </message>
    <message>
        <source>revoking: %1</source>
        <translation>revogação: %1</translation>
    </message>
    <message>
        <source>window</source>
        <translation>janela</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>linha de comando</translation>
    </message>
    <message>
        <source>keep fresh</source>
        <translation>manter atualizado</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>Hora:</translation>
    </message>
    <message>
        <source>Credential set:</source>
        <translation>Conjunto de credenciais:</translation>
    </message>
    <message>
        <source>Provider:</source>
        <translation>Provedor:</translation>
    </message>
    <message>
        <source>Endpoint:</source>
        <translation>Endpoint:</translation>
    </message>
    <message>
        <source>Client authentication:</source>
        <translation>Autenticação do cliente:</translation>
    </message>
    <message>
        <source>Outcome:</source>
        <translation>Resultado:</translation>
    </message>
    <message>
        <source>HTTP status:</source>
        <translation>Status HTTP:</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sem resposta</translation>
    </message>
    <message>
        <source>Duration:</source>
        <translation>Duração:</translation>
    </message>
    <message>
        <source>Code:</source>
        <translation>Código:</translation>
    </message>
    <message>
        <source>Message:</source>
        <translation>Mensagem:</translation>
    </message>
    <message>
        <source>That is what “%1” has already; nothing was changed.</source>
        <translation>“%1” já está assim; nada foi alterado.</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Expira em</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Emitido em</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>Não antes de</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>Autenticado em</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Emissor</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Destinatário</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Sujeito</translation>
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
        <translation>Aplicativo</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Escopos</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Funções</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Locatário</translation>
    </message>
    <message>
        <source>Token ID</source>
        <translation>ID do token</translation>
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
        <translation>ID da chave</translation>
    </message>
    <message>
        <source>Asked for and not granted: %1.</source>
        <translation>Solicitado e não concedido: %1.</translation>
    </message>
    <message>
        <source>Granted without being asked for: %1.</source>
        <translation>Concedido sem ter sido solicitado: %1.</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 later than what the provider answered. The earlier one counts.</source>
        <translation>A expiração do próprio token (exp) é %1 posterior à que o provedor respondeu. Vale a que vem antes.</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 earlier than what the provider answered. The earlier one counts.</source>
        <translation>A expiração do próprio token (exp) é %1 anterior à que o provedor respondeu. Vale a que vem antes.</translation>
    </message>
    <message>
        <source>The token is opaque: it is no JWT, and only the provider can tell what is in it.</source>
        <translation>O token é opaco: não é um JWT, e somente o provedor pode dizer o que há nele.</translation>
    </message>
    <message>
        <source>The list of token lifetimes (tokens.json) was written by another version of this program. It was left as it is.</source>
        <translation>A lista de validades dos tokens (tokens.json) foi gravada por outra versão deste programa. Ela foi deixada como estava.</translation>
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
        <translation>expirado</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>em %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>há %1</translation>
    </message>
    <message>
        <source>The provider gave a new refresh token, and the keychain does not take it: it is in memory alone, and the one in the keychain may be worth nothing. It is tried again until it is kept.</source>
        <translation>O provedor deu um novo token de atualização, e o chaveiro não o aceita: ele está somente na memória, e o que está no chaveiro pode não valer mais nada. Novas tentativas são feitas até que ele seja guardado.</translation>
    </message>
    <message>
        <source>no token yet</source>
        <translation>nenhum token ainda</translation>
    </message>
    <message>
        <source>minting…</source>
        <translation>obtendo…</translation>
    </message>
    <message>
        <source>minting… %1</source>
        <translation>obtendo… %1</translation>
    </message>
    <message>
        <source>valid, lifetime unknown</source>
        <translation>válido, validade desconhecida</translation>
    </message>
    <message>
        <source>ready to copy, %1</source>
        <translation>pronto para copiar, %1</translation>
    </message>
    <message>
        <source>ready to copy</source>
        <translation>pronto para copiar</translation>
    </message>
    <message>
        <source>A quotation mark is never closed.</source>
        <translation>Há aspas não fechadas.</translation>
    </message>
    <message>
        <source>Shells and readers of .env files take its value differently; put it in single quotation marks.</source>
        <translation>Shells e leitores de arquivos .env interpretam seu valor de formas diferentes; coloque-o entre aspas simples.</translation>
    </message>
    <message>
        <source>cmd.exe takes the quotation marks for a part of its value; write set &quot;NAME=value&quot;.</source>
        <translation>O cmd.exe considera as aspas parte do valor; escreva set &quot;NAME=value&quot;.</translation>
    </message>
    <message>
        <source>cmd.exe takes the comment for a part of its value.</source>
        <translation>O cmd.exe considera o comentário parte do valor.</translation>
    </message>
    <message>
        <source>For a shell its value ends at the blank.</source>
        <translation>Para um shell, o valor termina no espaço.</translation>
    </message>
    <message>
        <source>For a shell its value ends at “&amp;” or “|”.</source>
        <translation>Para um shell, o valor termina em “&amp;” ou “|”.</translation>
    </message>
    <message>
        <source>Something follows a closing quotation mark.</source>
        <translation>Há algo depois das aspas de fechamento.</translation>
    </message>
    <message>
        <source>“#” was taken for a part of its value.</source>
        <translation>“#” foi considerado parte do valor.</translation>
    </message>
    <message>
        <source>Its value holds a control character.</source>
        <translation>O valor contém um caractere de controle.</translation>
    </message>
    <message>
        <source>Its value is not in the file itself: a variable, a command or a pattern stands there.</source>
        <translation>O valor não está no próprio arquivo: há uma variável, um comando ou um padrão ali.</translation>
    </message>
    <message>
        <source>Its value goes on in the next line.</source>
        <translation>O valor continua na próxima linha.</translation>
    </message>
    <message>
        <source>Its value is not in the file itself.</source>
        <translation>O valor não está no próprio arquivo.</translation>
    </message>
    <message>
        <source>YAML takes its value for a number or a truth value; put it in quotation marks.</source>
        <translation>O YAML interpreta o valor como um número ou um valor booleano; coloque-o entre aspas.</translation>
    </message>
    <message>
        <source>The quotation marks are a part of its value there; put them around the whole item.</source>
        <translation>As aspas fazem parte do valor ali; coloque-as em volta do item inteiro.</translation>
    </message>
    <message>
        <source>Its YAML holds more than any such file does.</source>
        <translation>Seu YAML contém mais do que qualquer arquivo desse tipo.</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>“%1”: %2</translation>
    </message>
    <message>
        <source>“%1” is there twice, with different values.</source>
        <translation>“%1” aparece duas vezes, com valores diferentes.</translation>
    </message>
    <message>
        <source>The refresh token is not carried over: no provider takes it, and there is no token URL.</source>
        <translation>O token de atualização não foi importado: nenhum provedor o aceita, e não há URL do token.</translation>
    </message>
    <message>
        <source>“%1” before the token</source>
        <translation>“%1” antes do token</translation>
    </message>
    <message>
        <source>the token&apos;s place in the URL</source>
        <translation>a posição do token na URL</translation>
    </message>
    <message>
        <source>the ID token in the place of the access token</source>
        <translation>o token de ID no lugar do token de acesso</translation>
    </message>
    <message>
        <source>the script that runs before the request</source>
        <translation>o script que é executado antes da requisição</translation>
    </message>
    <message>
        <source>variable “%1”</source>
        <translation>variável “%1”</translation>
    </message>
    <message>
        <source>environment “%1”, %2</source>
        <translation>ambiente “%1”, %2</translation>
    </message>
    <message>
        <source>A block is never closed (%1).</source>
        <translation>Há um bloco não fechado (%1).</translation>
    </message>
    <message>
        <source>This curl command reads another file (%1), which is not looked into.</source>
        <translation>Este comando curl lê outro arquivo (%1), que não é examinado.</translation>
    </message>
    <message>
        <source>the key&apos;s password</source>
        <translation>a senha da chave</translation>
    </message>
    <message>
        <source>This curl command has no URL.</source>
        <translation>Este comando curl não tem URL.</translation>
    </message>
    <message>
        <source>the empty header %1</source>
        <translation>o cabeçalho vazio %1</translation>
    </message>
    <message>
        <source>This curl command asks for the secret itself.</source>
        <translation>Este comando curl pede ele mesmo o segredo.</translation>
    </message>
    <message>
        <source>the file sent as “%1”</source>
        <translation>o arquivo enviado como “%1”</translation>
    </message>
    <message>
        <source>what curl takes for no part of the value of “%1”</source>
        <translation>o que o curl não considera parte do valor de “%1”</translation>
    </message>
    <message>
        <source>A quotation mark of this curl command is never closed.</source>
        <translation>Há aspas não fechadas neste comando curl.</translation>
    </message>
    <message>
        <source>It is a command of PowerShell&apos;s own, which is not read; what curl.exe is called with is.</source>
        <translation>É um comando do próprio PowerShell, que não é lido; o que é passado ao curl.exe, sim.</translation>
    </message>
    <message>
        <source>This curl command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>Este comando curl usa um valor de uma variável ou de um comando do shell, que não está no arquivo.</translation>
    </message>
    <message>
        <source>curl wants a blank, not “=”, between %1 and its value.</source>
        <translation>O curl exige um espaço, não “=”, entre %1 e seu valor.</translation>
    </message>
    <message>
        <source>The value of %1 is missing in this curl command.</source>
        <translation>Falta o valor de %1 neste comando curl.</translation>
    </message>
    <message>
        <source>It holds more than %1 curl commands.</source>
        <translation>Contém mais de %1 comandos curl.</translation>
    </message>
    <message>
        <source>A document&apos;s quotation marks, dashes or blanks were read as a shell&apos;s.</source>
        <translation>Aspas, travessões ou espaços de um documento foram lidos como os de um shell.</translation>
    </message>
    <message>
        <source>Blanks between the mark that continues a line and the line&apos;s end were passed over.</source>
        <translation>Espaços entre a marca que continua uma linha e o fim da linha foram ignorados.</translation>
    </message>
    <message>
        <source>There is no provider file for any server, as “oauth2” is.</source>
        <translation>Não há um arquivo de provedor para servidores em geral, como “oauth2”.</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>O servidor aceita clientes somente por %1, e nenhum desses meios é conhecido aqui.</translation>
    </message>
    <message>
        <source>entry “%1”</source>
        <translation>entrada “%1”</translation>
    </message>
    <message>
        <source>application “%1”</source>
        <translation>aplicativo “%1”</translation>
    </message>
    <message>
        <source>user “%1”</source>
        <translation>usuário “%1”</translation>
    </message>
    <message>
        <source>Not carried over: %1. It signs a person in.</source>
        <translation>Não importado: %1. Serve para o login de uma pessoa.</translation>
    </message>
    <message>
        <source>Not carried over: the refresh token. It does not say for which of the applications it is.</source>
        <translation>Não importado: o token de atualização. Ele não diz de qual dos aplicativos é.</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>usuário %1</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>“%1” aparece duas vezes.</translation>
    </message>
    <message>
        <source>“%1” is there twice (%2).</source>
        <translation>“%1” aparece duas vezes (%2).</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>Token endpoint: %1</source>
        <translation>Endpoint de token: %1</translation>
    </message>
    <message>
        <source>It was exported by a version of the program that this one does not understand.</source>
        <translation>Foi exportado por uma versão do programa que esta não compreende.</translation>
    </message>
    <message>
        <source>credential set %1</source>
        <translation>conjunto de credenciais %1</translation>
    </message>
    <message>
        <source>Tokenwright keeps its own files there</source>
        <translation>O Tokenwright guarda seus próprios arquivos ali</translation>
    </message>
    <message>
        <source>“%1” has a placeholder, which is left out.</source>
        <translation>“%1” tem um marcador de posição, que foi omitido.</translation>
    </message>
    <message>
        <source>The client ID is a placeholder.</source>
        <translation>O ID do cliente é um marcador de posição.</translation>
    </message>
    <message>
        <source>There is neither a client ID nor a client secret.</source>
        <translation>Não há nem ID do cliente nem segredo do cliente.</translation>
    </message>
    <message>
        <source>The client secret is a placeholder.</source>
        <translation>O segredo do cliente é um marcador de posição.</translation>
    </message>
    <message>
        <source>It does not say for which environment; taken for %1.</source>
        <translation>Não diz para qual ambiente; considerado como %1.</translation>
    </message>
    <message>
        <source>The client ID looks like one of %1.</source>
        <translation>O ID do cliente parece ser de %1.</translation>
    </message>
    <message>
        <source>user name and password in the URL</source>
        <translation>nome de usuário e senha na URL</translation>
    </message>
    <message>
        <source>Not carried over: %1.</source>
        <translation>Não importado: %1.</translation>
    </message>
    <message>
        <source>The name in the file has characters that cannot be seen, or that reorder text; they were left out.</source>
        <translation>O nome no arquivo tem caracteres que não podem ser vistos ou que reordenam o texto; eles foram omitidos.</translation>
    </message>
    <message>
        <source>Of several values of “%1” the first is taken.</source>
        <translation>Dos vários valores de “%1”, foi usado o primeiro.</translation>
    </message>
    <message>
        <source>“%1” in the URL</source>
        <translation>“%1” na URL</translation>
    </message>
    <message>
        <source>“%1” moves from the URL into the body.</source>
        <translation>“%1” passa da URL para o corpo.</translation>
    </message>
    <message>
        <source>The file has no value for %1; it is kept elsewhere and has to be typed.</source>
        <translation>O arquivo não tem valor para %1; ele é guardado em outro lugar e precisa ser digitado.</translation>
    </message>
    <message>
        <source>It asks for another grant (%1) than %2.</source>
        <translation>Solicita outra concessão (%1) em vez de %2.</translation>
    </message>
    <message>
        <source>How the client authenticates (%1) is not known here.</source>
        <translation>A forma como o cliente se autentica (%1) não é conhecida aqui.</translation>
    </message>
    <message>
        <source>“%1”, which is for the authorization request</source>
        <translation>“%1”, que é para a requisição de autorização</translation>
    </message>
    <message>
        <source>export of Tokenwright</source>
        <translation>exportação do Tokenwright</translation>
    </message>
    <message>
        <source>Postman collection</source>
        <translation>coleção do Postman</translation>
    </message>
    <message>
        <source>Postman environment</source>
        <translation>ambiente do Postman</translation>
    </message>
    <message>
        <source>Insomnia export</source>
        <translation>exportação do Insomnia</translation>
    </message>
    <message>
        <source>Yaak export</source>
        <translation>exportação do Yaak</translation>
    </message>
    <message>
        <source>Bruno collection</source>
        <translation>coleção do Bruno</translation>
    </message>
    <message>
        <source>OpenCollection (YAML of Bruno)</source>
        <translation>OpenCollection (YAML do Bruno)</translation>
    </message>
    <message>
        <source>environments of an HTTP client (http-client.env.json)</source>
        <translation>ambientes de um cliente HTTP (http-client.env.json)</translation>
    </message>
    <message>
        <source>OpenAPI document</source>
        <translation>documento OpenAPI</translation>
    </message>
    <message>
        <source>key file of Google (JSON)</source>
        <translation>arquivo de chave do Google (JSON)</translation>
    </message>
    <message>
        <source>settings of a Docusign example (JSON)</source>
        <translation>configurações de um exemplo da Docusign (JSON)</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (JSON)</source>
        <translation>configuração de uma biblioteca cliente do eBay (JSON)</translation>
    </message>
    <message>
        <source>environment variables in YAML (Docker Compose)</source>
        <translation>variáveis de ambiente em YAML (Docker Compose)</translation>
    </message>
    <message>
        <source>HTTP requests (.http)</source>
        <translation>requisições HTTP (.http)</translation>
    </message>
    <message>
        <source>log-in command of Salesforce</source>
        <translation>comando de login do Salesforce</translation>
    </message>
    <message>
        <source>variables (.env, export, set, $env:)</source>
        <translation>variáveis (.env, export, set, $env:)</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (YAML)</source>
        <translation>configuração de uma biblioteca cliente do eBay (YAML)</translation>
    </message>
    <message>
        <source>It is a private key, which does not say whose it is: import it together with the file that does, or enter it in a credential set.</source>
        <translation>É uma chave privada que não diz de quem é: importe-a junto com o arquivo que diz ou informe-a em um conjunto de credenciais.</translation>
    </message>
    <message>
        <source>It gives values to variables, but none is called as a client ID is (…CLIENT_ID, …APP_ID, …API_KEY).</source>
        <translation>Dá valores a variáveis, mas nenhuma se chama como um ID do cliente (…CLIENT_ID, …APP_ID, …API_KEY).</translation>
    </message>
    <message>
        <source>It is none of the files that can be imported (%1).</source>
        <translation>Não é nenhum dos arquivos que podem ser importados (%1).</translation>
    </message>
    <message>
        <source>as a whole</source>
        <translation>como um todo</translation>
    </message>
    <message>
        <source>What looks like a %1 was not read; import it from a file of its own.</source>
        <translation>O que parece ser %1 não foi lido; importe-o de um arquivo próprio.</translation>
    </message>
    <message>
        <source>It holds no credential set (read as %1).</source>
        <translation>Não contém nenhum conjunto de credenciais (lido como %1).</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>entrada %1</translation>
    </message>
    <message>
        <source>new</source>
        <translation>novo</translation>
    </message>
    <message>
        <source>new name</source>
        <translation>novo nome</translation>
    </message>
    <message>
        <source>exists</source>
        <translation>já existe</translation>
    </message>
    <message>
        <source>needs a provider</source>
        <translation>precisa de um provedor</translation>
    </message>
    <message>
        <source>needs a value</source>
        <translation>precisa de um valor</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ignorado</translation>
    </message>
    <message>
        <source>The same as “%1” (%2, %3).</source>
        <translation>Igual a “%1” (%2, %3).</translation>
    </message>
    <message>
        <source>For which environment of %1 cannot be told.</source>
        <translation>Não se sabe para qual ambiente de %1 é.</translation>
    </message>
    <message>
        <source>There is “%1” already.</source>
        <translation>“%1” já existe.</translation>
    </message>
    <message>
        <source>“%1” has this client ID already, with another secret.</source>
        <translation>“%1” já tem este ID do cliente, com outro segredo.</translation>
    </message>
    <message>
        <source>The name “%1” is taken.</source>
        <translation>O nome “%1” já está em uso.</translation>
    </message>
    <message>
        <source>It cannot be read: %1.</source>
        <translation>Não foi possível ler: %1.</translation>
    </message>
    <message>
        <source>It holds more files than any collection does; choose the folder of the collection itself.</source>
        <translation>Contém mais arquivos do que qualquer coleção; escolha a pasta da própria coleção.</translation>
    </message>
    <message>
        <source>It is a folder without a file that can be imported.</source>
        <translation>É uma pasta sem arquivo que possa ser importado.</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear, and not everything in it was taken over: see to what is left before you delete it.</source>
        <translation>%1 ainda contém segredos em texto claro, e nem tudo foi importado: veja o que sobrou antes de excluí-lo.</translation>
    </message>
    <message>
        <source>It is not valid JSON (%1: %2).</source>
        <translation>Não é JSON válido (%1: %2).</translation>
    </message>
    <message>
        <source>A key is there twice (%1); which of them counts cannot be told.</source>
        <translation>Uma chave aparece duas vezes (%1); não se sabe qual delas vale.</translation>
    </message>
    <message>
        <source>It is larger than %1 MiB, so it is no file of credentials.</source>
        <translation>É maior que %1 MiB, portanto não é um arquivo de credenciais.</translation>
    </message>
    <message>
        <source>It is not a text in UTF-8 or UTF-16.</source>
        <translation>Não é um texto em UTF-8 ou UTF-16.</translation>
    </message>
    <message>
        <source>It is not a text file.</source>
        <translation>Não é um arquivo de texto.</translation>
    </message>
    <message>
        <source>Its JSON is not an object.</source>
        <translation>Seu JSON não é um objeto.</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>linha %1</translation>
    </message>
    <message>
        <source>Choose its private key (%1) afterwards.</source>
        <translation>Escolha a chave privada (%1) depois.</translation>
    </message>
    <message>
        <source>Google sign-in</source>
        <translation>login do Google</translation>
    </message>
    <message>
        <source>“%1” is missing.</source>
        <translation>Falta “%1”.</translation>
    </message>
    <message>
        <source>Its token_uri is not Google&apos;s, so the key is not taken over.</source>
        <translation>Seu token_uri não é do Google, por isso a chave não foi importada.</translation>
    </message>
    <message>
        <source>The file names no scopes: %1 is asked for unless you choose others.</source>
        <translation>O arquivo não indica escopos: %1 será solicitado, a menos que você escolha outros.</translation>
    </message>
    <message>
        <source>Its private key is the one beside it.</source>
        <translation>A chave privada é a que está ao lado.</translation>
    </message>
    <message>
        <source>Enter the My Domain name of the organization afterwards.</source>
        <translation>Informe depois o nome My Domain da organização.</translation>
    </message>
    <message>
        <source>This command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>Este comando usa um valor de uma variável ou de um comando do shell, que não está no arquivo.</translation>
    </message>
    <message>
        <source>security scheme “%1”</source>
        <translation>esquema de segurança “%1”</translation>
    </message>
    <message>
        <source>It only says by which issuer tokens are given (%1); add a credential set by that address.</source>
        <translation>Só diz por qual emissor os tokens são dados (%1); adicione um conjunto de credenciais com esse endereço.</translation>
    </message>
    <message>
        <source>It names no way to get a token.</source>
        <translation>Não indica nenhuma forma de obter um token.</translation>
    </message>
    <message numerus="yes">
        <source>All %n scopes that it names are asked for; take out what the client was not granted.</source>
        <translation>
            <numerusform>O escopo (%n) que ele indica é solicitado; retire-o se não foi concedido ao cliente.</numerusform>
            <numerusform>Todos os %n escopos que ele indica são solicitados; retire os que não foram concedidos ao cliente.</numerusform>
        </translation>
    </message>
    <message>
        <source>It names no token URL.</source>
        <translation>Não indica a URL do token.</translation>
    </message>
    <message>
        <source>Its token URL leaves something open: %1</source>
        <translation>A URL do token deixa algo em aberto: %1</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>proxy</translation>
    </message>
    <message>
        <source>It is a Postman collection of version 1; export it as v2.1.</source>
        <translation>É uma coleção do Postman versão 1; exporte-a como v2.1.</translation>
    </message>
    <message>
        <source>Its token URL must be a plain https URL (http is for this computer alone).</source>
        <translation>A URL do token precisa ser uma URL https simples (http é só para este computador).</translation>
    </message>
    <message>
        <source>No provider has its token URL.</source>
        <translation>Nenhum provedor tem essa URL do token.</translation>
    </message>
    <message>
        <source>the JSON field “%1”</source>
        <translation>o campo JSON “%1”</translation>
    </message>
    <message>
        <source>Sent as text: %1.</source>
        <translation>Enviado como texto: %1.</translation>
    </message>
    <message>
        <source>Its Basic header holds a placeholder.</source>
        <translation>O cabeçalho Basic contém um marcador de posição.</translation>
    </message>
    <message>
        <source>Its Basic header does not hold ID and secret in Base64.</source>
        <translation>O cabeçalho Basic não contém ID e segredo em Base64.</translation>
    </message>
    <message>
        <source>the client ID or secret that was sent a second time</source>
        <translation>o ID do cliente ou o segredo que foi enviado uma segunda vez</translation>
    </message>
    <message>
        <source>“+” in the client ID or secret was read as a blank, as servers read a form; %2B would be a plus.</source>
        <translation>“+” no ID do cliente ou no segredo foi lido como espaço, como os servidores leem um formulário; %2B seria um sinal de mais.</translation>
    </message>
    <message>
        <source>Choose the private key afterwards that signs its assertions.</source>
        <translation>Escolha depois a chave privada que assina as asserções.</translation>
    </message>
    <message>
        <source>Choose its certificate and private key (%1) afterwards.</source>
        <translation>Escolha o certificado e a chave privada (%1) depois.</translation>
    </message>
    <message>
        <source>Choose its certificate (%1) and private key (%2) afterwards.</source>
        <translation>Escolha o certificado (%1) e a chave privada (%2) depois.</translation>
    </message>
    <message>
        <source>It does not ask for a token.</source>
        <translation>Não solicita um token.</translation>
    </message>
    <message>
        <source>Its body is not readable JSON.</source>
        <translation>O corpo não é JSON legível.</translation>
    </message>
    <message>
        <source>Sent as a form instead of in parts (multipart/form-data).</source>
        <translation>Enviado como formulário em vez de em partes (multipart/form-data).</translation>
    </message>
    <message>
        <source>collection “%1”</source>
        <translation>coleção “%1”</translation>
    </message>
    <message>
        <source>%1, environment “%2”</source>
        <translation>%1, ambiente “%2”</translation>
    </message>
    <message>
        <source>It needs the variable “%1”, which is not in this file. Import the environment that has it together with it.</source>
        <translation>Precisa da variável “%1”, que não está neste arquivo. Importe junto o ambiente que a contém.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>“%1”, which needs the variable “%2”</source>
        <translation>“%1”, que precisa da variável “%2”</translation>
    </message>
    <message>
        <source>authorisation “%1”</source>
        <translation>autorização “%1”</translation>
    </message>
    <message>
        <source>the token in the header “%1”</source>
        <translation>o token no cabeçalho “%1”</translation>
    </message>
    <message>
        <source>It is too large for a configuration file in YAML.</source>
        <translation>É grande demais para um arquivo de configuração em YAML.</translation>
    </message>
    <message>
        <source>It is not one YAML document with keys at its top.</source>
        <translation>Não é um documento YAML único com chaves no nível superior.</translation>
    </message>
    <message>
        <source>It is not valid YAML (%1).</source>
        <translation>Não é YAML válido (%1).</translation>
    </message>
    <message>
        <source>It is not valid YAML.</source>
        <translation>Não é YAML válido.</translation>
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
        <translation>O chaveiro não guarda “%1”; escreva o valor.</translation>
    </message>
    <message>
        <source>Told in the list, and by a notice two weeks and three days before.</source>
        <translation>Mostrado na lista e em uma notificação duas semanas e três dias antes.</translation>
    </message>
    <message>
        <source>%1 days after it was entered, or a day such as 2027-06-30</source>
        <translation>%1 dias depois de ser informado, ou uma data como 2027-06-30</translation>
    </message>
    <message>
        <source>a day such as 2027-06-30, if it is known</source>
        <translation>uma data como 2027-06-30, se for conhecida</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Linha %1: %2</translation>
    </message>
    <message>
        <source>there is no “=” in it.</source>
        <translation>não há “=” nela.</translation>
    </message>
    <message>
        <source>there is no name before the “=”.</source>
        <translation>não há nome antes do “=”.</translation>
    </message>
    <message>
        <source>“%1” has a field of its own.</source>
        <translation>“%1” tem um campo próprio.</translation>
    </message>
    <message>
        <source>“%1” is set by the other fields.</source>
        <translation>“%1” é definido pelos outros campos.</translation>
    </message>
    <message>
        <source>there is no “:” in it.</source>
        <translation>não há “:” nela.</translation>
    </message>
    <message>
        <source>there is no name before the “:”.</source>
        <translation>não há nome antes do “:”.</translation>
    </message>
    <message>
        <source>an Authorization header cannot be set by hand. Choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>um cabeçalho Authorization não pode ser definido à mão. Escolha uma autenticação do cliente, para que o segredo fique no chaveiro.</translation>
    </message>
    <message>
        <source>The request cannot be shown: the private key in the keychain could not be read.</source>
        <translation>A requisição não pode ser mostrada: não foi possível ler a chave privada no chaveiro.</translation>
    </message>
    <message>
        <source>The preferences in %1 cannot be read: %2</source>
        <translation>Não foi possível ler as preferências em %1: %2</translation>
    </message>
    <message>
        <source>The preferences could not be written to %1.</source>
        <translation>Não foi possível gravar as preferências em %1.</translation>
    </message>
    <message>
        <source>Token endpoints</source>
        <translation>Endpoints de token</translation>
    </message>
    <message>
        <source>Its header says “%1” where others say Basic.</source>
        <translation>O cabeçalho diz “%1” onde outros dizem Basic.</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides.</source>
        <translation>Também um certificado TLS do cliente.</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides, if there is one.</source>
        <translation>Também um certificado TLS do cliente, se houver um.</translation>
    </message>
    <message>
        <source>The grant is a signed assertion (RFC 7523): the private key makes it, and it becomes the token.</source>
        <translation>A concessão é uma asserção assinada (RFC 7523): a chave privada a cria, e ela é trocada pelo token.</translation>
    </message>
    <message>
        <source> · %1</source>
        <translation> · %1</translation>
    </message>
    <message>
        <source>Where this is known from</source>
        <translation>Fontes</translation>
    </message>
    <message>
        <source>, seen %1</source>
        <translation>, visto em %1</translation>
    </message>
    <message>
        <source>A: the vendor&apos;s own document. B: a repository or SDK of the vendor&apos;s, or what public code does. C: recalled and not confirmed.</source>
        <translation>A: documento do próprio fornecedor. B: repositório ou SDK do fornecedor, ou o que código público faz. C: de memória e não confirmado.</translation>
    </message>
    <message>
        <source>Comes with Tokenwright; its id is “%1”.</source>
        <translation>Vem com o Tokenwright; seu id é “%1”.</translation>
    </message>
    <message>
        <source>Your own, from %1; its id is “%2”.</source>
        <translation>Criado por você, em %1; seu id é “%2”.</translation>
    </message>
    <message numerus="yes">
        <source>Used by %n credential set(s).</source>
        <translation>
            <numerusform>Usado por %n conjunto de credenciais.</numerusform>
            <numerusform>Usado por %n conjuntos de credenciais.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys:</source>
        <translation>Chaves:</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Autenticação do cliente</translation>
    </message>
    <message>
        <source>Headers of the token request</source>
        <translation>Cabeçalhos da requisição de token</translation>
    </message>
    <message>
        <source>Headers of every call</source>
        <translation>Cabeçalhos de todas as chamadas</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regras</translation>
    </message>
    <message>
        <source>Checking a token</source>
        <translation>Verificação de um token</translation>
    </message>
    <message>
        <source>This file was skipped.</source>
        <translation>Este arquivo foi ignorado.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>It is read again whenever it is saved.</source>
        <translation>Ele é lido novamente sempre que é salvo.</translation>
    </message>
    <message numerus="yes">
        <source>used by %n set(s)</source>
        <translation>
            <numerusform>usado por %n conjunto</numerusform>
            <numerusform>usado por %n conjuntos</numerusform>
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
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Requer atenção</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>válido</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>mantido atualizado</translation>
    </message>
    <message>
        <source>As chosen in the preferences: %1</source>
        <translation>Como escolhido nas preferências: %1</translation>
    </message>
    <message>
        <source>Have the provider end the token: nobody can use it any more</source>
        <translation>Fazer o provedor invalidar o token: ninguém mais poderá usá-lo</translation>
    </message>
    <message>
        <source>The provider&apos;s file names no address where tokens are revoked</source>
        <translation>O arquivo do provedor não indica um endereço onde os tokens são revogados</translation>
    </message>
    <message>
        <source>About Tokenwright</source>
        <translation>Sobre o Tokenwright</translation>
    </message>
    <message>
        <source>Tokenwright %1</source>
        <translation>Tokenwright %1</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.
Secrets are kept in: %1</source>
        <translation>Tokens de acesso OAuth 2.0 à mão.
Os segredos são guardados em: %1</translation>
    </message>
    <message>
        <source>&amp;Copy bearer header</source>
        <translation>Copiar cabeçalho &amp;Bearer</translation>
    </message>
    <message>
        <source>Copy “Authorization: Bearer …”; mints a token first if none is valid</source>
        <translation>Copiar “Authorization: Bearer …”; obtém antes um token se nenhum for válido</translation>
    </message>
    <message>
        <source>Copy &amp;as…</source>
        <translation>Copiar co&amp;mo…</translation>
    </message>
    <message>
        <source>Cop&amp;y in your usual format</source>
        <translation>Copiar no formato &amp;habitual</translation>
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
        <translation>Copiar o cabeçalho mesmo que o token só valha por mais alguns instantes</translation>
    </message>
    <message>
        <source>&amp;Mint token</source>
        <translation>Obter to&amp;ken</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>Ask the provider for a new token even if one is valid</source>
        <translation>Solicitar ao provedor um novo token mesmo que haja um válido</translation>
    </message>
    <message>
        <source>Keep fres&amp;h</source>
        <translation>Ma&amp;nter atualizado</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Renew the token before it runs out, while Tokenwright runs</source>
        <translation>Renovar o token antes que ele expire, enquanto o Tokenwright estiver em execução</translation>
    </message>
    <message>
        <source>Chec&amp;k token</source>
        <translation>Verificar &amp;token</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>For&amp;get token</source>
        <translation>Es&amp;quecer token</translation>
    </message>
    <message>
        <source>Drop the token that is kept; the next copy mints another</source>
        <translation>Descartar o token guardado; a próxima cópia obtém outro</translation>
    </message>
    <message>
        <source>Revoke &amp;token…</source>
        <translation>Revo&amp;gar token…</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>Cance&amp;lar</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>Stop what is under way</source>
        <translation>Parar o que está em andamento</translation>
    </message>
    <message>
        <source>&amp;Edit credential set</source>
        <translation>Editar con&amp;junto de credenciais</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>R&amp;otate secret…</source>
        <translation>Trocar s&amp;egredo…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>A new secret, tried before it takes the place of the old one</source>
        <translation>Um novo segredo, testado antes de tomar o lugar do antigo</translation>
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
        <translation>Duplicar para o outro &amp;ambiente…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+D</source>
        <translation>Ctrl+Shift+D</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>&amp;Favorito</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Keep it at hand among the favourites</source>
        <translation>Manter à mão entre os favoritos</translation>
    </message>
    <message>
        <source>&amp;Remove credential set</source>
        <translation>&amp;Remover conjunto de credenciais</translation>
    </message>
    <message>
        <source>Undo remove</source>
        <translation>Desfazer remoção</translation>
    </message>
    <message>
        <source>Bring back what was removed just now</source>
        <translation>Trazer de volta o que acabou de ser removido</translation>
    </message>
    <message>
        <source>&amp;Add credential set</source>
        <translation>&amp;Adicionar conjunto de credenciais</translation>
    </message>
    <message>
        <source>Keep a key and secret of a provider</source>
        <translation>Guardar uma chave e um segredo de um provedor</translation>
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
        <translation>&amp;Importar da área de transferência</translation>
    </message>
    <message>
        <source>Read a curl command, or lines of a .env file, that was copied</source>
        <translation>Ler um comando curl ou linhas de um arquivo .env que foram copiados</translation>
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
        <translation>Gravar os conjuntos de credenciais em um arquivo, sem os segredos</translation>
    </message>
    <message>
        <source>Fi&amp;nd</source>
        <translation>&amp;Localizar</translation>
    </message>
    <message>
        <source>Pro&amp;viders…</source>
        <translation>Pro&amp;vedores…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Preferências…</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation>Atalhos de tecla&amp;do</translation>
    </message>
    <message>
        <source>&amp;About Tokenwright</source>
        <translation>Sobre &amp;o Tokenwright</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Sair</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message>
        <source>%1 would get the token in clear, for everybody on the way to read. Use https; plain http is for 127.0.0.1, localhost and [::1] alone.</source>
        <translation>%1 receberia o token sem criptografia, legível para qualquer um no caminho. Use https; http sem criptografia é somente para 127.0.0.1, localhost e [::1].</translation>
    </message>
    <message>
        <source>--variable knows no “%1”; it takes one of %2.</source>
        <translation>--variable não conhece “%1”; aceita um destes: %2.</translation>
    </message>
    <message>
        <source>--variable knows no “%1” here.</source>
        <translation>--variable não conhece “%1” aqui.</translation>
    </message>
    <message>
        <source>--environment is missing; it takes one of %1.</source>
        <translation>Falta --environment; aceita um destes: %1.</translation>
    </message>
    <message>
        <source>“%1” may not hold “%2”: it would change the URL that the value is put into.</source>
        <translation>“%1” não pode conter “%2”: isso mudaria a URL em que o valor é inserido.</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>aviso: %1</translation>
    </message>
    <message>
        <source>%1 is used (%2), with the warnings above.</source>
        <translation>%1 é usado (%2), com os avisos acima.</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>uma lista</translation>
    </message>
    <message>
        <source>what matches %1</source>
        <translation>algo que corresponda a %1</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 ou mais</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>de %1 a %2</translation>
    </message>
    <message>
        <source>each value once</source>
        <translation>cada valor uma só vez</translation>
    </message>
    <message>
        <source>field “%1” is not known and does nothing.</source>
        <translation>O campo “%1” não é conhecido e não faz nada.</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>outra coisa</translation>
    </message>
    <message>
        <source>not JSON: %1 in line %2, column %3</source>
        <translation>não é JSON: %1 na linha %2, coluna %3</translation>
    </message>
    <message>
        <source>the host of a tokenUrl or an apiBaseUrl</source>
        <translation>o host de um tokenUrl ou de um apiBaseUrl</translation>
    </message>
    <message>
        <source>field “%1”: there is no variable “%2”.</source>
        <translation>campo “%1”: não existe a variável “%2”.</translation>
    </message>
    <message>
        <source>field “%1” is there twice; the last one counts</source>
        <translation>o campo “%1” aparece duas vezes; vale o último</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>Variáveis de ambiente</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>A PEM file of certificates to trust besides the system&apos;s.</source>
        <translation>Um arquivo PEM de certificados confiáveis além dos do sistema.</translation>
    </message>
    <message>
        <source>The server&apos;s host name was not found.</source>
        <translation>O nome de host do servidor não foi encontrado.</translation>
    </message>
    <message>
        <source>Check the network, the name server and the URL.</source>
        <translation>Verifique a rede, o servidor de nomes e a URL.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>O servidor não respondeu a tempo.</translation>
    </message>
    <message>
        <source>Check the clock, the URL, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS. If your company signs its own certificates, name its CA file.</source>
        <translation>Verifique o relógio, a URL, o certificado do cliente se o servidor exigir um, e se um proxy intercepta o TLS. Se a sua empresa assina os próprios certificados, informe o arquivo de CA dela.</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear; delete it or take them out.</source>
        <translation>%1 ainda contém segredos em texto claro; exclua-o ou retire-os.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Mint %n token(s)</source>
        <translation>
            <numerusform>Obter %n to&amp;ken</numerusform>
            <numerusform>Obter %n to&amp;kens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For&amp;get %n token(s)</source>
        <translation>
            <numerusform>Es&amp;quecer %n token</numerusform>
            <numerusform>Es&amp;quecer %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n credential set(s)</source>
        <translation>
            <numerusform>&amp;Remover %n conjunto de credenciais</numerusform>
            <numerusform>&amp;Remover %n conjuntos de credenciais</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again later; if it stays so, the provider has moved its token endpoint.</source>
        <translation>Tente de novo mais tarde; se continuar assim, o provedor mudou o endpoint de token de lugar.</translation>
    </message>
    <message>
        <source>Check the network and the name server.</source>
        <translation>Verifique a rede e o servidor de nomes.</translation>
    </message>
    <message>
        <source>Check the clock, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS.</source>
        <translation>Verifique o relógio, o certificado do cliente, se o servidor pedir um, e se um proxy intercepta o TLS.</translation>
    </message>
    <message>
        <source>Something other than the token endpoint may have answered, such as a proxy or the sign-in page of a network.</source>
        <translation>Algo diferente do endpoint de token pode ter respondido, como um proxy ou a página de entrada de uma rede.</translation>
    </message>
    <message>
        <source>The server %1 was not found</source>
        <translation>O servidor %1 não foi encontrado</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>Quick search…</source>
        <translation>Busca rápida…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>One small search over all credential sets, whose Enter copies; the preferences give it a key of the whole desktop</source>
        <translation>Uma pequena busca em todos os conjuntos de credenciais, em que Enter copia; as preferências lhe dão uma tecla para toda a área de trabalho</translation>
    </message>
    <message>
        <source>The answer holds no token.</source>
        <translation>A resposta não contém um token.</translation>
    </message>
    <message>
        <source>%1 rejected the credentials</source>
        <translation>%1 rejeitou as credenciais</translation>
    </message>
    <message>
        <source>Ask the provider&apos;s API whether it takes the token; where there is none, one is minted first</source>
        <translation>Perguntar à API do provedor se ela aceita o token; se não houver nenhum, um é obtido antes</translation>
    </message>
    <message>
        <source>Tokenwright knows no harmless call by which to check tokens of this provider</source>
        <translation>O Tokenwright não conhece nenhuma chamada inofensiva para verificar tokens deste provedor</translation>
    </message>
    <message>
        <source>Copy the current token &amp;without minting</source>
        <translation>&amp;Copiar o token atual sem obter outro</translation>
    </message>
    <message>
        <source>Other folders for the files below.</source>
        <translation>Outras pastas para os arquivos abaixo.</translation>
    </message>
    <message>
        <source>Says whose the credentials ACME are.</source>
        <translation>Diz a quem pertence o par ACME.</translation>
    </message>
    <message>
        <source>Whose credentials are that do not tell it themselves; may be repeated. The preview names the keys.</source>
        <translation>A quem pertence um par de ID e segredo que não o diz por si; a opção pode ser repetida. A prévia mostra as chaves.</translation>
    </message>
    <message>
        <source>Remove “%1” (%2) and delete its credentials and token from the keychain?</source>
        <translation>Remover “%1” (%2) e excluir do chaveiro o par de ID e segredo e o token?</translation>
    </message>
    <message>
        <source>Edit the credential set and enter its credentials again.</source>
        <translation>Edite o conjunto de credenciais e informe novamente o par de ID e segredo.</translation>
    </message>
    <message>
        <source>Check the credentials, the environment and the scopes of this credential set.</source>
        <translation>Verifique o par de ID e segredo, o ambiente e os escopos deste conjunto de credenciais.</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name: it can only be kept with the credentials, in the keychain.</source>
        <translation>A julgar pelo nome, “%1” é um segredo: só pode ser guardado com o par de ID e segredo, no chaveiro.</translation>
    </message>
    <message>
        <source>Enter the %1 as well, or leave all credentials empty to keep them as they are.</source>
        <translation>Preencha também o campo %1, ou deixe o par inteiro vazio para mantê-lo como está.</translation>
    </message>
    <message>
        <source>Basic header (ID and secret)</source>
        <translation>Cabeçalho Basic de ID e segredo</translation>
    </message>
    <message>
        <source>The client may not use refresh tokens, or this one was given to another client: check that the credentials are those that the refresh token was given to.</source>
        <translation>O cliente não pode usar tokens de atualização, ou este foi dado a outro cliente: verifique se o par de ID e segredo é aquele ao qual o token de atualização foi dado.</translation>
    </message>
    <message>
        <source>The server does not accept these credentials: check the client ID, the client secret and the environment; if they are right, try another client authentication.</source>
        <translation>O servidor não aceita este par de ID e segredo: verifique o ID do cliente, o segredo do cliente e o ambiente; se estiverem certos, tente outra autenticação do cliente.</translation>
    </message>
    <message>
        <source>Whose credentials these are cannot be told.</source>
        <translation>Não se sabe de quem é este par de ID e segredo.</translation>
    </message>
    <message>
        <source>“%1” is a secret and is not taken over; enter it with the credentials afterwards.</source>
        <translation>“%1” é um segredo e não foi importado; informe-o depois, com o par de ID e segredo.</translation>
    </message>
    <message>
        <source>“%1” has these credentials already.</source>
        <translation>“%1” já tem este par de ID e segredo.</translation>
    </message>
    <message>
        <source>It is added without its credentials unless they are typed.</source>
        <translation>É adicionado sem o par de ID e segredo, a menos que este seja digitado.</translation>
    </message>
    <message>
        <source>The file holds no secret; enter the credentials afterwards.</source>
        <translation>O arquivo não contém segredo; informe o par de ID e segredo depois.</translation>
    </message>
    <message>
        <source>Such a document holds no credentials; they have to be typed.</source>
        <translation>Um documento assim não contém um par de ID e segredo; ele precisa ser digitado.</translation>
    </message>
    <message>
        <source>It holds more credentials than any collection does.</source>
        <translation>Contém mais pares de ID e segredo do que qualquer coleção.</translation>
    </message>
    <message>
        <source>Change the name, the credentials or the scopes</source>
        <translation>Alterar o nome, o par de ID e segredo ou os escopos</translation>
    </message>
    <message>
        <source>A second credential set with the same credentials</source>
        <translation>Um segundo conjunto de credenciais com o mesmo par de ID e segredo</translation>
    </message>
    <message>
        <source>The like of it for production, or for the sandbox, with credentials to enter</source>
        <translation>Um conjunto igual para produção, ou para o sandbox, com um par de ID e segredo a informar</translation>
    </message>
    <message>
        <source>Delete the credentials and the token from the keychain</source>
        <translation>Excluir do chaveiro o par de ID e segredo e o token</translation>
    </message>
    <message>
        <source>Read credentials from files of other programs</source>
        <translation>Ler pares de ID e segredo de arquivos de outros programas</translation>
    </message>
    <message>
        <source>Tokens may go to %1 from now on.</source>
        <translation>De agora em diante, os tokens podem ir para %1.</translation>
    </message>
    <message>
        <source>The secret may go to the token endpoint, and tokens to the API, as they are now.</source>
        <translation>O segredo pode ir para o endpoint de token, e os tokens para a API, como estão agora.</translation>
    </message>
    <message>
        <source>API moved</source>
        <translation>a API mudou</translation>
    </message>
    <message>
        <source>The token is meant for another server</source>
        <translation>O token é para outro servidor</translation>
    </message>
    <message>
        <source>The token is meant for another server.</source>
        <translation>O token é para outro servidor.</translation>
    </message>
    <message>
        <source>Confirm the new server before a token is sent there.</source>
        <translation>Confirme o novo servidor antes que um token seja enviado para lá.</translation>
    </message>
    <message>
        <source>It may go to %1 and would go to %2.</source>
        <translation>Ele pode ir para %1 e iria para %2.</translation>
    </message>
    <message>
        <source>“%1” keeps an old secret already; forget that one (--forget-old) before another is kept.</source>
        <translation>“%1” já guarda um segredo antigo; esqueça esse (--forget-old) antes de guardar outro.</translation>
    </message>
    <message>
        <source>With %1 curl would send the token to whichever server an answer names. Give the URL that it leads to instead.</source>
        <translation>Com %1, o curl enviaria o token para qualquer servidor que uma resposta indicasse. Informe em vez disso a URL de destino.</translation>
    </message>
    <message>
        <source>Discard what was entered?</source>
        <translation>Descartar o que foi informado?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Continuar editando</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --header %1={secret:%1} and --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>“%1” é secreto e não pode ser um argumento; use --header %1={secret:%1} e --secret-parameter %1=ARQUIVO, em que - é a entrada padrão.</translation>
    </message>
    <message>
        <source>An extra request header, not secret; {secret:NAME} in it stands for a secret parameter. An empty value takes it out.</source>
        <translation>Um cabeçalho adicional da requisição, não secreto; {secret:NAME} nele representa um parâmetro secreto. Um valor vazio o remove.</translation>
    </message>
    <message>
        <source>Lists the providers, or says what one needs or what is wrong with a provider file.</source>
        <translation>Lista os provedores ou diz do que um precisa ou o que há de errado em um arquivo de provedor.</translation>
    </message>
    <message>
        <source>Its environments, variables, parameters and scopes.</source>
        <translation>Seus ambientes, variáveis, parâmetros e escopos.</translation>
    </message>
    <message>
        <source>Only “show PROVIDER” or “validate FILE” can follow.</source>
        <translation>Depois disso só pode vir “show PROVIDER” ou “validate FILE”.</translation>
    </message>
    <message>
        <source>settings of a program (JSON, YAML)</source>
        <translation>configurações de um programa (JSON, YAML)</translation>
    </message>
    <message>
        <source>The program writes the header “%1” itself; take it out.</source>
        <translation>O próprio programa escreve o cabeçalho “%1”; retire-o.</translation>
    </message>
    <message>
        <source>a header that the program does not write itself</source>
        <translation>um cabeçalho que o próprio programa não escreve</translation>
    </message>
    <message>
        <source>“%1” takes options alone, not “%2”.</source>
        <translation>“%1” aceita apenas opções, não “%2”.</translation>
    </message>
    <message>
        <source>“%1” is no option of tokenwright, which shows the window. Commands are for tokenwright-cli.</source>
        <translation>“%1” não é uma opção do tokenwright, que mostra a janela. Os comandos são para o tokenwright-cli.</translation>
    </message>
    <message>
        <source>A part of Tokenwright cannot be loaded (%1). Start Tokenwright again if it was updated just now; otherwise install it anew.</source>
        <translation>Não foi possível carregar uma parte do Tokenwright (%1). Inicie o Tokenwright novamente se ele acabou de ser atualizado; caso contrário, reinstale-o.</translation>
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
        <translation>Mostrar de&amp;clarações</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>Nenhum conjunto de credenciais está selecionado.</translation>
    </message>
    <message>
        <source>There is no valid token. Mint one to see what is in it.</source>
        <translation>Não há token válido. Obtenha um para ver o que há nele.</translation>
    </message>
    <message>
        <source>Waiting for the keychain…</source>
        <translation>Aguardando o chaveiro…</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Escopos</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>Concedidos</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Solicitados</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>mais %n</numerusform>
            <numerusform>mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Declarações</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Cabeçalho</translation>
    </message>
    <message>
        <source>The claims are read from the token on this computer; nothing is sent.</source>
        <translation>As declarações são lidas do token neste computador; nada é enviado.</translation>
    </message>
    <message>
        <source>The answer does not say.</source>
        <translation>A resposta não diz.</translation>
    </message>
    <message>
        <source>Those asked for; the answer names none.</source>
        <translation>Os solicitados; a resposta não cita nenhum.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ClipboardCountdown</name>
    <message>
        <source>Clear now</source>
        <translation>Limpar agora</translation>
    </message>
    <message>
        <source>Take the copied secret off the clipboard</source>
        <translation>Tirar da área de transferência o segredo copiado</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The clipboard is cleared in %1 s.</source>
        <translation>A área de transferência será limpa em %1 s.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CopyController</name>
    <message>
        <source>It is an earlier token.</source>
        <translation>É um token anterior.</translation>
    </message>
    <message>
        <source>The token is in memory alone and gone when you quit.</source>
        <translation>O token está somente na memória e será perdido quando você sair.</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>O token de %1 está pronto; não foi copiado porque a área de transferência está em uso para outra coisa.</translation>
    </message>
    <message>
        <source>%1 was not copied because the clipboard is in use for something else. Copy once more.</source>
        <translation>Não foi possível copiar %1: a área de transferência está em uso para outra coisa. Copie mais uma vez.</translation>
    </message>
    <message>
        <source>%1 was not copied: the desktop lets only the window that you work in change the clipboard. Copy once more.</source>
        <translation>Não foi possível copiar %1: a área de trabalho só permite que a janela em uso altere a área de transferência. Copie mais uma vez.</translation>
    </message>
    <message>
        <source>Copied %1 of %2.</source>
        <translation>Copiado: %1 de %2.</translation>
    </message>
    <message>
        <source>Minted a token for %1.</source>
        <translation>Token obtido para %1.</translation>
    </message>
    <message>
        <source>It lives %1.</source>
        <translation>Ele vale por %1.</translation>
    </message>
    <message>
        <source>It is kept in memory and gone when you quit.</source>
        <translation>Ele está na memória e será perdido quando você sair.</translation>
    </message>
    <message>
        <source>a removed credential set</source>
        <translation>um conjunto de credenciais removido</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>“%1” (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Minted %n token(s).</source>
        <translation>
            <numerusform>%n token obtido.</numerusform>
            <numerusform>%n tokens obtidos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Minted %1 of %2 tokens. The list says what became of the others.</source>
        <translation>%1 de %2 tokens obtidos. A lista mostra o que houve com os demais.</translation>
    </message>
    <message>
        <source>Nothing was copied.</source>
        <translation>Nada foi copiado.</translation>
    </message>
    <message>
        <source>%1 makes the present token invalid as soon as it gives a new one. Of the present one there is %2.</source>
        <translation>%1 invalida o token atual assim que dá um novo. Do atual, %2.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CountdownModel</name>
    <message>
        <source>Cancel “%1”</source>
        <translation>Cancelar “%1”</translation>
    </message>
    <message>
        <source>Copy bearer header of “%1”</source>
        <translation>Copiar cabeçalho Bearer de “%1”</translation>
    </message>
    <message>
        <source>waiting for the keychain…</source>
        <translation>aguardando o chaveiro…</translation>
    </message>
    <message>
        <source>waiting for its turn…</source>
        <translation>aguardando a vez…</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>mantido atualizado</translation>
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
        <translation>Copiar cabeçalho Bearer</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>expira: %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialDialog</name>
    <message>
        <source>Add credential set</source>
        <translation>Adicionar conjunto de credenciais</translation>
    </message>
    <message>
        <source>Edit credential set</source>
        <translation>Editar conjunto de credenciais</translation>
    </message>
    <message>
        <source>There is no provider file for “%1”, so this credential set can be neither used nor changed. Nothing of it is lost: put the file back and start Tokenwright again.</source>
        <translation>Não há arquivo de provedor para “%1”, por isso este conjunto de credenciais não pode ser usado nem alterado. Nada dele se perdeu: reponha o arquivo e inicie o Tokenwright novamente.</translation>
    </message>
    <message>
        <source>Save and &amp;mint</source>
        <translation>Salvar e &amp;obter token</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fechar</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Save and mint</source>
        <translation>Salvar e obter token</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>Leave empty to keep it unchanged</source>
        <translation>Deixe vazio para manter inalterado</translation>
    </message>
    <message>
        <source>Saving to the keychain…</source>
        <translation>Salvando no chaveiro…</translation>
    </message>
    <message>
        <source>Another token endpoint</source>
        <translation>Outro endpoint de token</translation>
    </message>
    <message>
        <source>It is not known which server the secret was saved for. Send it to %1 from now on?</source>
        <translation>Não se sabe para qual servidor o segredo foi salvo. Enviá-lo para %1 de agora em diante?</translation>
    </message>
    <message>
        <source>The secret was saved for %1.
Send it to %2 from now on?</source>
        <translation>O segredo foi salvo para %1.
Enviá-lo para %2 de agora em diante?</translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation>Enviar para lá</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>It is being saved at this moment. If that fails, it is lost.</source>
        <translation>Está sendo salvo neste momento. Se isso falhar, será perdido.</translation>
    </message>
    <message>
        <source>Saved. No token was minted.</source>
        <translation>Salvo. Nenhum token foi obtido.</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>O token atual se torna inválido</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>Obter um novo token para “%1”?</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>Obter um novo</translation>
    </message>
    <message>
        <source>Saved. Minting a token…</source>
        <translation>Salvo. Obtendo um token…</translation>
    </message>
    <message>
        <source>Saved. %1</source>
        <translation>Salvo. %1</translation>
    </message>
    <message>
        <source>Saved. Minting was stopped.</source>
        <translation>Salvo. A obtenção do token foi interrompida.</translation>
    </message>
    <message>
        <source>Saved, but no token was minted. %1</source>
        <translation>Salvo, mas nenhum token foi obtido. %1</translation>
    </message>
    <message>
        <source>Saved. Minting a token… %1 s</source>
        <translation>Salvo. Obtendo um token… %1 s</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>Lendo do chaveiro o par de ID e segredo…</translation>
    </message>
    <message>
        <source>The keychain holds no credentials for this credential set. Enter them again and save.</source>
        <translation>O chaveiro não tem par de ID e segredo para este conjunto de credenciais. Informe-o novamente e salve.</translation>
    </message>
    <message>
        <source>The credentials could not be read: %1 You can change the rest without them, or enter new ones.</source>
        <translation>Não foi possível ler o par de ID e segredo: %1 Você pode alterar o restante sem ele ou informar um novo par.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialFields</name>
    <message>
        <source>name</source>
        <translation>nome</translation>
    </message>
    <message>
        <source>No provider has “%1” in its name; it is still %2.</source>
        <translation>Nenhum provedor tem “%1” no nome; continua sendo %2.</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Provedor</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Ambiente</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>ID do cliente</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Segredo do cliente</translation>
    </message>
    <message>
        <source>Token URL: %1</source>
        <translation>URL do token: %1</translation>
    </message>
    <message>
        <source>From an issuer or API URL…</source>
        <translation>A partir de uma URL de emissor ou de API…</translation>
    </message>
    <message>
        <source>For others there is “%1”.</source>
        <translation>Para outros há “%1”.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialRegistry</name>
    <message>
        <source>A credential set needs a name.</source>
        <translation>Um conjunto de credenciais precisa de um nome.</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in this environment already.</source>
        <translation>Já existe um conjunto de credenciais chamado “%1” neste ambiente.</translation>
    </message>
    <message>
        <source>A row of credential-sets.json cannot be read and is left as it is%1. %2</source>
        <translation>Uma entrada de credential-sets.json não pôde ser lida e foi deixada como está%1. %2</translation>
    </message>
    <message>
        <source>: “%1”</source>
        <translation>: “%1”</translation>
    </message>
    <message>
        <source>%1 is gone, although %2 knows tokens of its credential sets. Put it back; to begin anew without it, remove the other file as well.</source>
        <translation>%1 não existe mais, embora %2 conheça tokens de seus conjuntos de credenciais. Reponha-o; para recomeçar sem ele, remova também o outro arquivo.</translation>
    </message>
    <message>
        <source>Another has the same “id”.</source>
        <translation>Outra tem o mesmo “id”.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialTable</name>
    <message>
        <source>Credential sets</source>
        <translation>Conjuntos de credenciais</translation>
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
        <translation>Mais ações</translation>
    </message>
    <message>
        <source>Take it from the favourites</source>
        <translation>Tirar dos favoritos</translation>
    </message>
    <message>
        <source>Put it among the favourites</source>
        <translation>Colocar entre os favoritos</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Ocultar detalhes</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Mostrar detalhes</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) selected</source>
        <translation>
            <numerusform>%n conjunto de credenciais selecionado</numerusform>
            <numerusform>%n conjuntos de credenciais selecionados</numerusform>
        </translation>
    </message>
    <message>
        <source>shown: %1</source>
        <translation>exibido: %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
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
        <translation>Nenhum conjunto de credenciais está selecionado.</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>expira: %1</translation>
    </message>
    <message>
        <source>expired at %1</source>
        <translation>expirou: %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>mantido atualizado</translation>
    </message>
    <message>
        <source>waiting for the keychain</source>
        <translation>aguardando o chaveiro</translation>
    </message>
    <message>
        <source>waiting for other requests to end</source>
        <translation>aguardando o fim de outras requisições</translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>aguardando %1</translation>
    </message>
    <message>
        <source>minting… %1 s · %2</source>
        <translation>obtendo… %1 s · %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DiscoveryDialog</name>
    <message>
        <source>Find a server</source>
        <translation>Localizar um servidor</translation>
    </message>
    <message>
        <source>Issuer, API or MCP URL</source>
        <translation>URL de emissor, de API ou de MCP</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Localizar</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Localizar</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Emissor</translation>
    </message>
    <message>
        <source>Token URL</source>
        <translation>URL do token</translation>
    </message>
    <message>
        <source>Revocation URL</source>
        <translation>URL de revogação</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Autenticação do cliente</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>Algoritmos</translation>
    </message>
    <message>
        <source>Found in</source>
        <translation>Encontrado em</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Escopos</translation>
    </message>
    <message>
        <source>&amp;Use these</source>
        <translation>&amp;Usar estes dados</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Usar estes dados</translation>
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
        <translation>Informe a URL de um emissor, de uma API ou de um servidor MCP.</translation>
    </message>
    <message>
        <source>It was stopped before anything was found.</source>
        <translation>Foi interrompido antes que algo fosse encontrado.</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>O servidor aceita clientes somente por %1, e nenhum desses meios é conhecido aqui.</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Consultando %1…</translation>
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
        <translation>Copie um token válido com um clique</translation>
    </message>
    <message>
        <source>Keep the key and secret that a provider gave you in your keychain; the token is minted when you need it.</source>
        <translation>Guarde em seu chaveiro a chave e o segredo que um provedor lhe deu; o token é obtido quando você precisar dele.</translation>
    </message>
    <message>
        <source>or drop a .env or Postman file here, or paste a curl command (Ctrl+V)</source>
        <translation>ou solte aqui um arquivo .env ou do Postman, ou cole um comando curl (Ctrl+V)</translation>
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
        <translation>Token não renovado</translation>
    </message>
    <message>
        <source>The token of %1 could not be renewed: %2</source>
        <translation>O token de %1 não pôde ser renovado: %2</translation>
    </message>
    <message>
        <source>Token about to expire</source>
        <translation>Token prestes a expirar</translation>
    </message>
    <message>
        <source>The token of %1 expires in %2.</source>
        <translation>O token de %1 expira em %2.</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>Renovar</translation>
    </message>
    <message>
        <source>Token expired</source>
        <translation>Token expirado</translation>
    </message>
    <message>
        <source>The token of %1 has expired.</source>
        <translation>O token de %1 expirou.</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired</source>
        <translation>
            <numerusform>%n token expirou</numerusform>
            <numerusform>%n tokens expiraram</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired or are about to</source>
        <translation>
            <numerusform>%n token expirou ou está prestes a expirar</numerusform>
            <numerusform>%n tokens expiraram ou estão prestes a expirar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 e mais %n</numerusform>
            <numerusform>%1 e mais %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) could not be renewed</source>
        <translation>
            <numerusform>%n token não pôde ser renovado</numerusform>
            <numerusform>%n tokens não puderam ser renovados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::FailureBlock</name>
    <message>
        <source>Edit credential set</source>
        <translation>Editar conjunto de credenciais</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar novamente</translation>
    </message>
    <message>
        <source>Retry with the base scope alone…</source>
        <translation>Tentar novamente só com o escopo base…</translation>
    </message>
    <message>
        <source>Confirm the new endpoint…</source>
        <translation>Confirmar o novo endpoint…</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalhes</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Falha</translation>
    </message>
    <message>
        <source>Copy what a support ticket needs, without secrets and without the token</source>
        <translation>Copiar aquilo de que um chamado de suporte precisa, sem segredos e sem o token</translation>
    </message>
    <message>
        <source>Clear now</source>
        <translation>Limpar agora</translation>
    </message>
    <message>
        <source>What it answered</source>
        <translation>O que ele respondeu</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>Nada foi copiado; a área de transferência ainda contém %1.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
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
        <translation>QTKEYCHAIN_BACKEND determina isso</translation>
    </message>
    <message>
        <source>The library libgnome-keyring is not installed.</source>
        <translation>A biblioteca libgnome-keyring não está instalada.</translation>
    </message>
    <message>
        <source>Qt runs without GLib&apos;s event loop (QT_NO_GLIB), which libsecret needs.</source>
        <translation>O Qt está em execução sem o loop de eventos da GLib (QT_NO_GLIB), de que a libsecret precisa.</translation>
    </message>
    <message>
        <source>The library libsecret-1 is not installed.</source>
        <translation>A biblioteca libsecret-1 não está instalada.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::GlobalKey</name>
    <message>
        <source>Search for a token to copy</source>
        <translation>Pesquisar um token para copiar</translation>
    </message>
    <message>
        <source>The key that you chose</source>
        <translation>O atalho que você escolheu</translation>
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
        <translation>O nome ou o valor de um cabeçalho não é o que o HTTP permite.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportChoice</name>
    <message>
        <source>Choose…</source>
        <translation>Escolher…</translation>
    </message>
    <message>
        <source>P&amp;rovider</source>
        <translation>P&amp;rovedor</translation>
    </message>
    <message>
        <source>&amp;Environment</source>
        <translation>&amp;Ambiente</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>ID do cliente</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Segredo do cliente</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDelegate</name>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDialog</name>
    <message>
        <source>Import credential sets</source>
        <translation>Importar conjuntos de credenciais</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>Arquivos a importar</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n credential set(s).</source>
        <translation>
            <numerusform>%n conjunto de credenciais importado.</numerusform>
            <numerusform>%n conjuntos de credenciais importados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>Escolher arq&amp;uivos…</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Escolher arquivos</translation>
    </message>
    <message>
        <source>Reads: %1.</source>
        <translation>Formatos lidos: %1.</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>C&amp;olar</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Colar</translation>
    </message>
    <message>
        <source>Read what is on the clipboard, a curl command for example</source>
        <translation>Ler o que está na área de transferência, um comando curl por exemplo</translation>
    </message>
    <message>
        <source>Nothing is kept before you press Import.</source>
        <translation>Nada é guardado antes de você clicar em Importar.</translation>
    </message>
    <message>
        <source>Nothing to import yet. Choose files, drop them here, or paste a curl command.</source>
        <translation>Nada para importar ainda. Escolha arquivos, solte-os aqui ou cole um comando curl.</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importar</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>área de transferência</translation>
    </message>
    <message>
        <source>clipboard (%1)</source>
        <translation>área de transferência (%1)</translation>
    </message>
    <message>
        <source>The clipboard</source>
        <translation>A área de transferência</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Looking for them in the keychain…</source>
        <translation>Procurando por eles no chaveiro…</translation>
    </message>
    <message>
        <source>Whether some of them are there already could not be seen. %1</source>
        <translation>Não foi possível ver se alguns já existem. %1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Tentar novamente</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n credential set(s)</source>
        <translation>
            <numerusform>&amp;Importar %n conjunto de credenciais</numerusform>
            <numerusform>&amp;Importar %n conjuntos de credenciais</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Fechar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Writing to the keychain…</source>
        <translation>Gravando no chaveiro…</translation>
    </message>
    <message>
        <source>Not everything could be added; the list says why.</source>
        <translation>Nem tudo pôde ser adicionado; a lista diz por quê.</translation>
    </message>
    <message>
        <source>Stopping after the one under way…</source>
        <translation>Parando depois do que está em andamento…</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>Cancelar a importação</translation>
    </message>
    <message>
        <source>Leave without importing?</source>
        <translation>Sair sem importar?</translation>
    </message>
    <message>
        <source>The names you have given are forgotten.</source>
        <translation>Os nomes que você deu serão perdidos.</translation>
    </message>
    <message>
        <source>What you have typed is forgotten.</source>
        <translation>O que você digitou será perdido.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Collections, environments and key files</source>
        <translation>Coleções, ambientes e arquivos de chaves</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportList</name>
    <message>
        <source>What would be imported</source>
        <translation>O que seria importado</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Re&amp;nomear</translation>
    </message>
    <message>
        <source>Choose &amp;provider and environment</source>
        <translation>Escolher &amp;provedor e ambiente</translation>
    </message>
    <message>
        <source>Tick &amp;all</source>
        <translation>&amp;Marcar todos</translation>
    </message>
    <message>
        <source>&amp;Untick all</source>
        <translation>&amp;Desmarcar todos</translation>
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
        <translation>Adicionado</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>Não adicionado</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Will be added</source>
        <translation>Será adicionado</translation>
    </message>
    <message>
        <source>Will be added under another name</source>
        <translation>Será adicionado com outro nome</translation>
    </message>
    <message>
        <source>Is there already</source>
        <translation>Já existe</translation>
    </message>
    <message>
        <source>For which environment?</source>
        <translation>Para qual ambiente?</translation>
    </message>
    <message>
        <source>Where is its token had?</source>
        <translation>Onde se obtém o token?</translation>
    </message>
    <message>
        <source>Cannot be imported</source>
        <translation>Não pode ser importado</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>secret goes to %1</source>
        <translation>o segredo vai para %1</translation>
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
        <translation>O segredo vai para %1</translation>
    </message>
    <message>
        <source>Client ID: %1</source>
        <translation>ID do cliente: %1</translation>
    </message>
    <message>
        <source>From %1, %2</source>
        <translation>De %1, %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Secret goes to</source>
        <translation>Segredo vai para</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>O que acontece</translation>
    </message>
    <message>
        <source>Scopes: %1</source>
        <translation>Escopos: %1</translation>
    </message>
    <message>
        <source>Will be added without its credentials</source>
        <translation>Será adicionado sem o par de ID e segredo</translation>
    </message>
    <message>
        <source>Whose credentials are these?</source>
        <translation>De quem é este par de ID e segredo?</translation>
    </message>
</context>
<context>
    <name>Tokenwright::JsonFile</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>Não foi possível ler %1: %2</translation>
    </message>
    <message>
        <source>%1 was there and is gone. What it held is still known.</source>
        <translation>%1 existia e não existe mais. O que continha ainda é conhecido.</translation>
    </message>
    <message>
        <source>it holds no JSON object</source>
        <translation>não contém um objeto JSON</translation>
    </message>
    <message>
        <source>%1 at byte %2</source>
        <translation>%1 no byte %2</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It is begun anew when it is written next, and the damaged one kept beside it.</source>
        <translation>%1 está danificado (%2). Será recomeçado na próxima gravação, e o danificado será guardado ao lado.</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It was left as it is; mend or remove it.</source>
        <translation>%1 está danificado (%2). Foi deixado como estava; corrija-o ou remova-o.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Não foi possível gravar %1: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KWallet</name>
    <message>
        <source>KDE&apos;s wallet answers</source>
        <translation>a carteira do KDE responde</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>Não há barramento de sessão (D-Bus).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KernelSecretStore</name>
    <message>
        <source>Only Linux has a keyring of the kernel&apos;s.</source>
        <translation>Somente o Linux tem um chaveiro do kernel.</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, which this system does not have</source>
        <translation>o chaveiro do kernel, que este sistema não tem</translation>
    </message>
    <message>
        <source>the preferences say so</source>
        <translation>as preferências determinam isso</translation>
    </message>
    <message>
        <source>The kernel&apos;s room for keys of one user is used up (%1 keys, %2 bytes). Remove a credential set or a token, or raise kernel.keys.maxkeys and kernel.keys.maxbytes with sysctl.</source>
        <translation>O espaço do kernel para chaves de um usuário está esgotado (%1 chaves, %2 bytes). Remova um conjunto de credenciais ou um token, ou aumente kernel.keys.maxkeys e kernel.keys.maxbytes com sysctl.</translation>
    </message>
    <message>
        <source>The kernel&apos;s keyring takes no value of this length.</source>
        <translation>O chaveiro do kernel não aceita um valor deste tamanho.</translation>
    </message>
    <message>
        <source>The kernel refuses its keyring here: %1.</source>
        <translation>O kernel recusa seu chaveiro aqui: %1.</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, until the machine is started again</source>
        <translation>o chaveiro do kernel, até que a máquina seja reiniciada</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainJobs</name>
    <message numerus="yes">
        <source>No answer within %n second(s).</source>
        <translation>
            <numerusform>Nenhuma resposta em %n segundo.</numerusform>
            <numerusform>Nenhuma resposta em %n segundos.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is still busy with an earlier request. Nothing was asked of it now.</source>
        <translation>Ainda está ocupado com uma requisição anterior. Nada foi pedido a ele agora.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainSecretStore</name>
    <message>
        <source>An empty secret cannot be kept.</source>
        <translation>Um segredo vazio não pode ser guardado.</translation>
    </message>
    <message>
        <source>The keychain reported success, but does not hold what was written.</source>
        <translation>O chaveiro informou sucesso, mas não contém o que foi gravado.</translation>
    </message>
    <message>
        <source>The keychain reported success, but still holds what was removed.</source>
        <translation>O chaveiro informou sucesso, mas ainda contém o que foi removido.</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>O chaveiro está bloqueado.</translation>
    </message>
    <message>
        <source>The keychain may have to ask whether this program may use it.</source>
        <translation>O chaveiro pode ter de perguntar se este programa pode usá-lo.</translation>
    </message>
    <message>
        <source>There is no default keyring yet.</source>
        <translation>Ainda não há chaveiro padrão.</translation>
    </message>
    <message>
        <source>It was locked before the change could be checked.</source>
        <translation>Ele foi bloqueado antes que a alteração pudesse ser verificada.</translation>
    </message>
    <message>
        <source>The keychain may still be asking somebody.</source>
        <translation>O chaveiro ainda pode estar perguntando a alguém.</translation>
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
        <translation>Requisições</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Declarações</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>Nada foi copiado; a área de transferência ainda contém %1.</translation>
    </message>
    <message>
        <source>Cancelled “%1”.</source>
        <translation>“%1” cancelado.</translation>
    </message>
    <message>
        <source>%1 (“%2”).</source>
        <translation>%1 (“%2”).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MessageBar</name>
    <message>
        <source>No keychain service answers on this computer. Secrets that you enter now are kept in memory and are gone when you quit. Install and start gnome-keyring or KWallet to keep them.</source>
        <translation>Nenhum serviço de chaveiro responde neste computador. Os segredos que você informar agora ficam na memória e serão perdidos quando você sair. Instale e inicie o gnome-keyring ou o KWallet para guardá-los.</translation>
    </message>
    <message>
        <source>A clipboard manager put back the secret that had been cleared: it keeps a history and does not heed what is marked as secret. Remove it there, or turn the history off.</source>
        <translation>Um gerenciador da área de transferência recolocou o segredo que havia sido apagado: ele mantém um histórico e não respeita o que é marcado como secreto. Remova-o ali ou desative o histórico.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir pasta</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Abrir arquivo</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>“%1”: do not quit now. %2</source>
        <translation>“%1”: não saia agora. %2</translation>
    </message>
    <message>
        <source>The provider file %1 was skipped: %2.</source>
        <translation>O arquivo de provedor %1 foi ignorado: %2.</translation>
    </message>
    <message>
        <source>Open provider file</source>
        <translation>Abrir arquivo de provedor</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Dispensar</translation>
    </message>
    <message numerus="yes">
        <source>%n more; dismiss one to see the next.</source>
        <translation>
            <numerusform>mais %n; dispense uma para ver a próxima.</numerusform>
            <numerusform>mais %n; dispense uma para ver a próxima.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::MoreOptions</name>
    <message>
        <source>orders, team-a</source>
        <translation>pedidos, equipe-a</translation>
    </message>
    <message>
        <source>Kept in a plain file, as the tags are: no secrets here.</source>
        <translation>Guardadas em um arquivo sem criptografia, como as etiquetas: nada de segredos aqui.</translation>
    </message>
    <message>
        <source>As in the preferences</source>
        <translation>Como nas preferências</translation>
    </message>
    <message>
        <source>A token with less left than this is not used again.</source>
        <translation>Um token ao qual reste menos que isso não é reutilizado.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>One “name=value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>Um “nome=valor” por linha. O que é segredo pelo nome vai para o chaveiro; o resto, para um arquivo sem criptografia.</translation>
    </message>
    <message>
        <source>One “Name: value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>Um “Nome: valor” por linha. O que é segredo pelo nome vai para o chaveiro; o resto, para um arquivo sem criptografia.</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Mais opções</translation>
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
        <translation>Segredo expira em</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Autenticação do cliente</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>ID da chave</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algoritmo</translation>
    </message>
    <message>
        <source>Assertion audience</source>
        <translation>Destinatário da asserção</translation>
    </message>
    <message>
        <source>Extra parameters</source>
        <translation>Parâmetros extras</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>Cabeçalhos extras</translation>
    </message>
    <message>
        <source>Do not reuse below</source>
        <translation>Não reutilizar abaixo de</translation>
    </message>
    <message>
        <source>Request preview</source>
        <translation>Prévia da requisição</translation>
    </message>
    <message>
        <source>As the provider says (%1)</source>
        <translation>Como o provedor diz (%1)</translation>
    </message>
    <message>
        <source>As usual (%1)</source>
        <translation>Como de costume (%1)</translation>
    </message>
    <message>
        <source>As the key is</source>
        <translation>Conforme a chave</translation>
    </message>
    <message>
        <source>the token URL</source>
        <translation>a URL do token</translation>
    </message>
    <message>
        <source>That is the day of the secret before. Enter the new one&apos;s, or none.</source>
        <translation>Esse é o dia do segredo anterior. Informe o do novo, ou nenhum.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NoMatch</name>
    <message>
        <source>There are no favourites yet.</source>
        <translation>Ainda não há favoritos.</translation>
    </message>
    <message>
        <source>No credential set is for production.</source>
        <translation>Nenhum conjunto de credenciais é de produção.</translation>
    </message>
    <message>
        <source>No credential set is for a sandbox.</source>
        <translation>Nenhum conjunto de credenciais é de sandbox.</translation>
    </message>
    <message>
        <source>Nothing needs attention.</source>
        <translation>Nada requer atenção.</translation>
    </message>
    <message>
        <source>No credential set under this filter matches “%1”.</source>
        <translation>Nenhum conjunto de credenciais neste filtro corresponde a “%1”.</translation>
    </message>
    <message>
        <source>No credential set matches “%1”.</source>
        <translation>Nenhum conjunto de credenciais corresponde a “%1”.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todos</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Limpar pesquisa</translation>
    </message>
    <message>
        <source>After “is:” can stand: %1.</source>
        <translation>Depois de “is:” pode vir: %1.</translation>
    </message>
    <message>
        <source>After “env:” can stand: %1, or the name of an environment.</source>
        <translation>Depois de “env:” pode vir: %1 ou o nome de um ambiente.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NotesPage</name>
    <message>
        <source>Try again</source>
        <translation>Tentar novamente</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Whom to ask, what it is for, when it is renewed. Kept in a plain file: no secrets.</source>
        <translation>A quem perguntar, para que serve, quando é renovado. Guardado em um arquivo sem criptografia: nada de segredos.</translation>
    </message>
    <message>
        <source>shop, Europe</source>
        <translation>loja, Europa</translation>
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
        <translation>Ainda não gravado: %1</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Salvo</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PairFields</name>
    <message>
        <source>Asked for once: the keychain keeps the key without it.</source>
        <translation>Perguntada uma vez: o chaveiro guarda a chave sem ela.</translation>
    </message>
    <message>
        <source>Get these at %1</source>
        <translation>Obtenha-os em %1</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>Chave privada</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Senha da chave</translation>
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
        <translation>PEM ou JWK</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Palette</name>
    <message>
        <source>Search</source>
        <translation>Pesquisar</translation>
    </message>
    <message>
        <source>The token of %1 is ready. Enter copies it.</source>
        <translation>O token de %1 está pronto. Enter o copia.</translation>
    </message>
    <message>
        <source>Cancelled %1.</source>
        <translation>%1 cancelado.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Enter copies · Ctrl+Enter mints · Esc closes</source>
        <translation>Enter copia · Ctrl+Enter obtém um token · Esc fecha</translation>
    </message>
    <message>
        <source>Getting a token for %1… · Esc cancels</source>
        <translation>Obtendo um token para %1… · Esc cancela</translation>
    </message>
    <message>
        <source>Getting a token for %1… %2 s · Esc cancels</source>
        <translation>Obtendo um token para %1… %2 s · Esc cancela</translation>
    </message>
    <message>
        <source>There are no credential sets yet.</source>
        <translation>Ainda não há conjuntos de credenciais.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Nada corresponde a “%1”.</translation>
    </message>
    <message>
        <source>Credential sets</source>
        <translation>Conjuntos de credenciais</translation>
    </message>
    <message>
        <source>&amp;Open Tokenwright</source>
        <translation>A&amp;brir o Tokenwright</translation>
    </message>
    <message>
        <source>Open Tokenwright</source>
        <translation>Abrir o Tokenwright</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PemField</name>
    <message>
        <source>Browse…</source>
        <translation>Procurar…</translation>
    </message>
    <message>
        <source>Choose a PEM or JWK file</source>
        <translation>Escolher um arquivo PEM ou JWK</translation>
    </message>
    <message>
        <source>Choose a PEM file</source>
        <translation>Escolher um arquivo PEM</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key *.p8 *.jwk *.json)</source>
        <translation>Chaves (*.pem *.key *.p8 *.jwk *.json)</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.key *.crt *.cer)</source>
        <translation>Arquivos PEM (*.pem *.key *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>Não foi possível ler %1: %2.</translation>
    </message>
    <message>
        <source>%1 is neither PEM (-----BEGIN …-----) nor a JWK.</source>
        <translation>%1 não é PEM (-----BEGIN …-----) nem um JWK.</translation>
    </message>
    <message>
        <source>%1 is no PEM file (-----BEGIN …-----).</source>
        <translation>%1 não é um arquivo PEM (-----BEGIN …-----).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PlatformKeychainService</name>
    <message>
        <source>macOS Keychain</source>
        <translation>Chaveiro do macOS</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>é o deste sistema</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Preferências</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvar</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>C&amp;ancelar</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Cópia</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Janela</translation>
    </message>
    <message>
        <source>never, until quit</source>
        <translation>nunca, até sair</translation>
    </message>
    <message>
        <source>Clear the clipboard after</source>
        <translation>Limpar a área de transferência após</translation>
    </message>
    <message>
        <source>Ask before copying production tokens</source>
        <translation>Perguntar antes de copiar tokens de produção</translation>
    </message>
    <message>
        <source>Ask before a script gets production tokens</source>
        <translation>Perguntar antes que um script receba tokens de produção</translation>
    </message>
    <message>
        <source>Do not reuse a token with less left than</source>
        <translation>Não reutilizar um token ao qual reste menos de</translation>
    </message>
    <message>
        <source>Tell when a copied token is about to expire</source>
        <translation>Avisar quando um token copiado estiver prestes a expirar</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Confortáveis</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compactas</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>Linhas da lista</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>Como no sistema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>Continuar em execução na bandeja do sistema quando a janela for fechada</translation>
    </message>
    <message>
        <source>On a desktop without a tray, closing the window quits.</source>
        <translation>Em uma área de trabalho sem bandeja do sistema, fechar a janela encerra o programa.</translation>
    </message>
    <message>
        <source>Search for a token from anywhere with Meta+Shift+B</source>
        <translation>Pesquisar um token de qualquer lugar com Meta+Shift+B</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>They hold until you quit. Make room on the disk and save once more.</source>
        <translation>Elas valem até você sair. Libere espaço no disco e salve mais uma vez.</translation>
    </message>
    <message>
        <source>The language changes when Tokenwright is started again.</source>
        <translation>O idioma muda quando o Tokenwright for iniciado novamente.</translation>
    </message>
    <message>
        <source>Usual format of “Copy as…”</source>
        <translation>Formato habitual de “Copiar como…”</translation>
    </message>
    <message>
        <source>Scripts and assistants use the command line without a terminal. While this window is closed they get none.</source>
        <translation>Scripts e assistentes usam a linha de comando sem terminal. Enquanto esta janela estiver fechada, não recebem nenhum.</translation>
    </message>
    <message>
        <source>Your desktop may ask you for another key. Where it has none to give, let a shortcut of its own run “tokenwright --palette”.</source>
        <translation>Sua área de trabalho pode pedir outra tecla. Se ela não oferecer nenhuma, faça um atalho dela executar “tokenwright --palette”.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderBox</name>
    <message>
        <source>Type to find a provider</source>
        <translation>Digite para encontrar um provedor</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderDelegate</name>
    <message>
        <source>yours</source>
        <translation>seu</translation>
    </message>
    <message>
        <source>yours, %1</source>
        <translation>seu, %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderList</name>
    <message>
        <source>skipped: %1</source>
        <translation>ignorado: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>seu</translation>
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
        <translation>Provedores</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Words from name, id, environments and URLs (Ctrl+F)</source>
        <translation>Palavras de nome, id, ambientes e URLs (Ctrl+F)</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Provedor</translation>
    </message>
    <message>
        <source>&amp;Add a credential set for this…</source>
        <translation>&amp;Adicionar um conjunto de credenciais para este…</translation>
    </message>
    <message>
        <source>Add a credential set for this…</source>
        <translation>Adicionar um conjunto de credenciais para este…</translation>
    </message>
    <message>
        <source>Cop&amp;y this preset to my providers</source>
        <translation>Co&amp;piar esta predefinição para meus provedores</translation>
    </message>
    <message>
        <source>Copy this preset to my providers</source>
        <translation>Copiar esta predefinição para meus provedores</translation>
    </message>
    <message>
        <source>Makes a file of your own to start from and opens it</source>
        <translation>Cria um arquivo seu para começar e o abre</translation>
    </message>
    <message>
        <source>&amp;Open my providers&apos; folder</source>
        <translation>A&amp;brir a pasta de meus provedores</translation>
    </message>
    <message>
        <source>Open my providers&apos; folder</source>
        <translation>Abrir a pasta de meus provedores</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Fechar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>No provider has these words. Clear the filter to see all.</source>
        <translation>Nenhum provedor tem essas palavras. Limpe o filtro para ver todos.</translation>
    </message>
    <message>
        <source>Copied to %1. Edit it: Tokenwright reads it again whenever it is saved. With the id “%2” it takes the place of the one it was copied from.</source>
        <translation>Copiado para %1. Edite-o: o Tokenwright o lê novamente sempre que é salvo. Com o id “%2”, ele toma o lugar daquele do qual foi copiado.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestLog</name>
    <message>
        <source>A request could not be added to %1: %2</source>
        <translation>Uma requisição não pôde ser adicionada a %1: %2</translation>
    </message>
    <message>
        <source>another program holds its lock</source>
        <translation>outro programa retém seu bloqueio</translation>
    </message>
    <message>
        <source>%1 cannot be cut back: %2</source>
        <translation>Não foi possível reduzir %1: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>Não foi possível ler %1: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsModel</name>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>%1, %2, HTTP status %3, %4, asked for by %5</source>
        <translation>%1, %2, status HTTP %3, %4, solicitado por %5</translation>
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
        <translation>Duração</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Solicitado por</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsPage</name>
    <message>
        <source>Copy &amp;details</source>
        <translation>Copiar &amp;detalhes</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requisições</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>Autenticação do cliente</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>Request IDs</source>
        <translation>IDs da requisição</translation>
    </message>
    <message>
        <source>For a ticket at the provider: neither a secret nor a token is in it.</source>
        <translation>Para um chamado no provedor: não contém segredo nem token.</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>Nenhum conjunto de credenciais está selecionado.</translation>
    </message>
    <message>
        <source>No request for this credential set is known.</source>
        <translation>Nenhuma requisição deste conjunto de credenciais é conhecida.</translation>
    </message>
    <message>
        <source>Copied the details of the request of %1.</source>
        <translation>Detalhes da requisição copiados (%1).</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RotateDialog</name>
    <message>
        <source>Rotate secret</source>
        <translation>Trocar segredo</translation>
    </message>
    <message>
        <source>It was accepted. Saving to the keychain…</source>
        <translation>Foi aceito. Salvando no chaveiro…</translation>
    </message>
    <message>
        <source>The new secret is tried first: only when %1 has given a token for it does it take the place of the old one.</source>
        <translation>O novo segredo é testado antes: ele só substitui o antigo depois que %1 fornecer um token com ele.</translation>
    </message>
    <message>
        <source>The new one</source>
        <translation>O novo</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>Segredo expira em</translation>
    </message>
    <message>
        <source>Keep the old secret at hand</source>
        <translation>Manter o segredo antigo à mão</translation>
    </message>
    <message>
        <source>In the keychain, beside the new one, for as long as the provider takes both. Nothing is sent with it.</source>
        <translation>No chaveiro, ao lado do novo, enquanto o provedor aceitar os dois. Nada é enviado com ele.</translation>
    </message>
    <message>
        <source>An earlier secret is still kept beside the present one.</source>
        <translation>Um segredo anterior ainda é mantido ao lado do atual.</translation>
    </message>
    <message>
        <source>Forget the old secret</source>
        <translation>Esquecer o segredo antigo</translation>
    </message>
    <message>
        <source>Try and &amp;replace</source>
        <translation>&amp;Testar e trocar</translation>
    </message>
    <message>
        <source>Try and replace</source>
        <translation>Testar e trocar</translation>
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
        <translation>Antes, edite o conjunto de credenciais e confirme o novo endpoint ali.</translation>
    </message>
    <message>
        <source>Trying the new secret…</source>
        <translation>Testando o novo segredo…</translation>
    </message>
    <message>
        <source>It was not tried to the end.</source>
        <translation>O teste não foi até o fim.</translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <translation>Nada foi alterado. %1</translation>
    </message>
    <message>
        <source>Forget the secret that “%1” had before?</source>
        <translation>Esquecer o segredo que “%1” tinha antes?</translation>
    </message>
    <message>
        <source>It is deleted from the keychain. The present one stays.</source>
        <translation>Ele será excluído do chaveiro. O atual permanece.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Esquecer</translation>
    </message>
    <message>
        <source>Deleting it from the keychain…</source>
        <translation>Excluindo-o do chaveiro…</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada foi alterado.</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>Lendo do chaveiro o par de ID e segredo…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SandboxKeychain</name>
    <message>
        <source>the sandbox&apos;s keyring (Secret portal)</source>
        <translation>o chaveiro do sandbox (portal Secret)</translation>
    </message>
    <message>
        <source>the program runs in a sandbox</source>
        <translation>o programa é executado em um sandbox</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopePicker</name>
    <message>
        <source>Choose scopes</source>
        <translation>Escolher escopos</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
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
        <translation>Escopos</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>%1 (default)</source>
        <translation>%1 (padrão)</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>%1 de %2 escolhidos</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopesField</name>
    <message>
        <source>One per line</source>
        <translation>Um por linha</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Escopos</translation>
    </message>
    <message>
        <source>Choose scopes…</source>
        <translation>Escolher escopos…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SearchField</name>
    <message>
        <source>Search</source>
        <translation>Pesquisar</translation>
    </message>
    <message>
        <source>Search (Ctrl+F), Enter copies</source>
        <translation>Pesquisar (Ctrl+F), Enter copia</translation>
    </message>
    <message>
        <source>Enter copies the header of the set that is found, Ctrl+Enter mints.
Several words narrow it down; “two words” in quotation marks are one.
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</source>
        <translation>Enter copia o cabeçalho do conjunto encontrado, Ctrl+Enter obtém um token.
Várias palavras restringem a pesquisa; “duas palavras” entre aspas valem como uma só.
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretNotices</name>
    <message>
        <source>Secret expired</source>
        <translation>Segredo expirado</translation>
    </message>
    <message>
        <source>Secret about to expire</source>
        <translation>Segredo prestes a expirar</translation>
    </message>
    <message>
        <source>The secret of %1 has expired.</source>
        <translation>O segredo de %1 expirou.</translation>
    </message>
    <message>
        <source>The secret of %1 expires %2.</source>
        <translation>O segredo de %1 expira %2.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>%1 secrets have expired or are about to</source>
        <translation>%1 segredos expiraram ou estão prestes a expirar</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 e mais %2</translation>
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
        <translation>é o Secret Service desta sessão</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>Não há barramento de sessão (D-Bus).</translation>
    </message>
    <message>
        <source>Default keyring</source>
        <translation>Chaveiro padrão</translation>
    </message>
    <message>
        <source>It is still locked after the prompt.</source>
        <translation>Ele continua bloqueado depois do pedido de desbloqueio.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretServicePrompt</name>
    <message>
        <source>The keychain&apos;s service ended during the prompt.</source>
        <translation>O serviço de chaveiro foi encerrado durante o pedido.</translation>
    </message>
    <message>
        <source>The unlock prompt was dismissed, or could not be shown.</source>
        <translation>O pedido de desbloqueio foi dispensado ou não pôde ser mostrado.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SessionSecretStore</name>
    <message>
        <source>memory, until you quit</source>
        <translation>memória, até você sair</translation>
    </message>
    <message>
        <source>no keychain answers</source>
        <translation>nenhum chaveiro responde</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SetActions</name>
    <message>
        <source>The token lives %1.</source>
        <translation>O token vale por %1.</translation>
    </message>
    <message>
        <source>The provider did not say how long the token lives.</source>
        <translation>O provedor não disse por quanto tempo o token vale.</translation>
    </message>
    <message>
        <source>%1 The keychain would not hold it: it is gone when you quit.</source>
        <translation>%1 O chaveiro não quis guardá-lo: ele será perdido quando você sair.</translation>
    </message>
    <message>
        <source>%1 has its new secret.</source>
        <translation>%1 tem o novo segredo.</translation>
    </message>
    <message>
        <source>The old secret of %1 is forgotten.</source>
        <translation>O segredo antigo de %1 foi esquecido.</translation>
    </message>
    <message>
        <source>%1 has no other environment.</source>
        <translation>%1 não tem outro ambiente.</translation>
    </message>
    <message>
        <source>Saved “%1”.</source>
        <translation>“%1” salvo.</translation>
    </message>
    <message>
        <source>Duplicating “%1”…</source>
        <translation>Duplicando “%1”…</translation>
    </message>
    <message>
        <source>Duplicated. A refresh token belongs to one credential set alone: edit the copy and enter one for it.</source>
        <translation>Duplicado. Um token de atualização pertence a um único conjunto de credenciais: edite a cópia e informe um para ela.</translation>
    </message>
    <message>
        <source>“%1” is a favourite.</source>
        <translation>“%1” é um favorito.</translation>
    </message>
    <message>
        <source>“%1” is no favourite any more.</source>
        <translation>“%1” não é mais um favorito.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove credential sets</source>
        <translation>Remover conjuntos de credenciais</translation>
    </message>
    <message numerus="yes">
        <source>Remove these %n credential set(s)?</source>
        <translation>
            <numerusform>Remover %n conjunto de credenciais?</numerusform>
            <numerusform>Remover estes %n conjuntos de credenciais?</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>%1 removido.</translation>
    </message>
    <message numerus="yes">
        <source>Removed %n credential set(s).</source>
        <translation>
            <numerusform>%n conjunto de credenciais removido.</numerusform>
            <numerusform>%n conjuntos de credenciais removidos.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is there again.</source>
        <translation>%1 está de volta.</translation>
    </message>
    <message>
        <source>%1 was removed; the keychain holds nothing of it.</source>
        <translation>%1 foi removido; o chaveiro não contém mais nada dele.</translation>
    </message>
    <message>
        <source>Nothing that can be imported is on the clipboard, such as a curl command or the lines of a .env file.</source>
        <translation>Não há nada que possa ser importado na área de transferência, como um comando curl ou as linhas de um arquivo .env.</translation>
    </message>
    <message numerus="yes">
        <source>Export %n credential set(s) without secrets</source>
        <translation>
            <numerusform>Exportar %n conjunto de credenciais sem segredos</numerusform>
            <numerusform>Exportar %n conjuntos de credenciais sem segredos</numerusform>
        </translation>
    </message>
    <message>
        <source>Templates of .env files, names alone (*.env *.example)</source>
        <translation>Modelos de arquivos .env, somente nomes (*.env *.example)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Arquivos JSON (*.json)</translation>
    </message>
    <message>
        <source>Exported the credential sets to %1, without their secrets.</source>
        <translation>Conjuntos de credenciais exportados para %1, sem os segredos.</translation>
    </message>
    <message>
        <source>%1 was not written. %2</source>
        <translation>%1 não foi gravado. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) are there again.</source>
        <translation>
            <numerusform>%n conjunto de credenciais está de volta.</numerusform>
            <numerusform>%n conjuntos de credenciais estão de volta.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) were removed; the keychain holds nothing of them.</source>
        <translation>
            <numerusform>%n conjunto de credenciais foi removido; o chaveiro não guarda mais nada dele.</numerusform>
            <numerusform>%n conjuntos de credenciais foram removidos; o chaveiro não guarda mais nada deles.</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicated. The copy shares the credentials and no token.</source>
        <translation>Duplicado. A cópia compartilha o par de ID e segredo, mas nenhum token.</translation>
    </message>
    <message>
        <source>Their credentials and tokens are deleted from the keychain. For ten seconds they can be had back.</source>
        <translation>Os pares de ID e segredo e os tokens deles são excluídos do chaveiro. Por dez segundos, podem ser recuperados.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos de teclado</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>O que fazem</translation>
    </message>
    <message>
        <source>In the search: copy the bearer header of the selected set</source>
        <translation>Na pesquisa: copiar o cabeçalho Bearer do conjunto selecionado</translation>
    </message>
    <message>
        <source>In the search: mint a token</source>
        <translation>Na pesquisa: obter um token</translation>
    </message>
    <message>
        <source>In the search: go to the list</source>
        <translation>Na pesquisa: ir para a lista</translation>
    </message>
    <message>
        <source>In the search: clear it, then go to the list</source>
        <translation>Na pesquisa: limpá-la e depois ir para a lista</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fechar</translation>
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
        <translation>A área de transferência foi limpa.</translation>
    </message>
    <message>
        <source>The desktop did not let the clipboard be cleared; it is tried again when this window is active.</source>
        <translation>A área de trabalho não permitiu limpar a área de transferência; uma nova tentativa será feita quando esta janela estiver ativa.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TextField</name>
    <message>
        <source>Show secret</source>
        <translation>Mostrar segredo</translation>
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
        <translation>Copiar da produção</translation>
    </message>
    <message>
        <source>Copy from %1?</source>
        <translation>Copiar de %1?</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>O token atual se torna inválido</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>Obter um novo token para “%1”?</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>Obter um novo</translation>
    </message>
    <message>
        <source>Checking the token of “%1”…</source>
        <translation>Verificando o token de “%1”…</translation>
    </message>
    <message>
        <source>The token of “%1”: %2 (HTTP %3).</source>
        <translation>O token de “%1”: %2 (HTTP %3).</translation>
    </message>
    <message>
        <source>No request was sent, so there are no details to copy.</source>
        <translation>Nenhuma requisição foi enviada, portanto não há detalhes para copiar.</translation>
    </message>
    <message>
        <source>Copied the details of the last request, without anything secret.</source>
        <translation>Detalhes da última requisição copiados, sem nada secreto.</translation>
    </message>
    <message>
        <source>“%1” is no longer kept fresh.</source>
        <translation>“%1” não é mais mantido atualizado.</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs. Each renewal makes the token before it invalid.</source>
        <translation>“%1” é mantido atualizado enquanto o Tokenwright estiver em execução. Cada renovação invalida o token anterior.</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs.</source>
        <translation>“%1” é mantido atualizado enquanto o Tokenwright estiver em execução.</translation>
    </message>
    <message>
        <source>Retry with the base scope alone</source>
        <translation>Tentar novamente só com o escopo base</translation>
    </message>
    <message>
        <source>Let “%1” ask for this alone from now on?

%2</source>
        <translation>Deixar que “%1” solicite somente isto de agora em diante?

%2</translation>
    </message>
    <message>
        <source>These scopes are taken out of the credential set; they can be added again when %1 has granted them:

%2</source>
        <translation>Estes escopos são retirados do conjunto de credenciais; podem ser adicionados de novo quando %1 os tiver concedido:

%2</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Tentar novamente</translation>
    </message>
    <message>
        <source>The token endpoint has moved</source>
        <translation>O endpoint de token mudou</translation>
    </message>
    <message>
        <source>Send the secret of “%1” to %2?</source>
        <translation>Enviar o segredo de “%1” para %2?</translation>
    </message>
    <message>
        <source>Send it there from now on</source>
        <translation>Enviar para lá de agora em diante</translation>
    </message>
    <message>
        <source>It was saved for %1. Nothing was sent. Agree only if you know why the endpoint has changed.</source>
        <translation>Ele foi salvo para %1. Nada foi enviado. Confirme somente se souber por que o endpoint mudou.</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>nenhum servidor conhecido</translation>
    </message>
    <message>
        <source>Tokens forgotten: %1. At the provider they live on.</source>
        <translation>Tokens esquecidos: %1. No provedor, eles continuam válidos.</translation>
    </message>
    <message>
        <source>Forgot the token of %1. At the provider it lives on.</source>
        <translation>O token de %1 foi esquecido. No provedor, ele continua válido.</translation>
    </message>
    <message>
        <source>%1 had no token.</source>
        <translation>%1 não tinha token.</translation>
    </message>
    <message>
        <source>Revoking the token of %1…</source>
        <translation>Revogando o token de %1…</translation>
    </message>
    <message>
        <source>The token of %1 is revoked.</source>
        <translation>O token de %1 foi revogado.</translation>
    </message>
    <message>
        <source>%1 has no token that could be revoked.</source>
        <translation>%1 não tem token que possa ser revogado.</translation>
    </message>
    <message>
        <source>Revoke token</source>
        <translation>Revogar token</translation>
    </message>
    <message>
        <source>Revoke the token of %1?</source>
        <translation>Revogar o token de %1?</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Revogar</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>“%1” (%2)</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>e mais %1</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and prints it.</source>
        <translation>“tokenwright-cli %1” o solicita e o imprime.</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and hands it to “%2”.</source>
        <translation>“tokenwright-cli %1” o solicita e o entrega a “%2”.</translation>
    </message>
    <message>
        <source>Production token for the command line</source>
        <translation>Token de produção para a linha de comando</translation>
    </message>
    <message>
        <source>Token for the command line</source>
        <translation>Token para a linha de comando</translation>
    </message>
    <message>
        <source>Give a token of %1 to a command line?</source>
        <translation>Entregar um token de %1 à linha de comando?</translation>
    </message>
    <message>
        <source>Give tokens of these to a command line?

%1</source>
        <translation>Entregar tokens destes conjuntos à linha de comando?

%1</translation>
    </message>
    <message>
        <source>Agree only if you know who has started it.</source>
        <translation>Autorize somente se souber quem a iniciou.</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>Entregar</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Recusar</translation>
    </message>
    <message>
        <source>It is a production environment. This question can be turned off in the preferences.</source>
        <translation>É um ambiente de produção. Esta pergunta pode ser desativada nas preferências.</translation>
    </message>
    <message>
        <source>Copy the present token</source>
        <translation>Copiar o token atual</translation>
    </message>
    <message>
        <source>%1 ends it at once: whoever uses it, here or elsewhere, is refused from then on. The credential set and its credentials stay; the next copy mints a new token.</source>
        <translation>%1 o invalida imediatamente: quem o usar, aqui ou em outro lugar, será recusado a partir de então. O conjunto de credenciais e seu par de ID e segredo permanecem; a próxima cópia obtém um novo token.</translation>
    </message>
    <message>
        <source>The API has moved</source>
        <translation>A API mudou</translation>
    </message>
    <message>
        <source>Send the token of “%1” to %2?</source>
        <translation>Enviar o token de “%1” para %2?</translation>
    </message>
    <message>
        <source>So far it may go to %1. Nothing was sent. Agree only if you know why the API&apos;s address has changed.</source>
        <translation>Até agora, ele pode ir para %1. Nada foi enviado. Confirme somente se souber por que o endereço da API mudou.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenChecker</name>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>O arquivo do provedor não descreve nenhuma chamada que verifique um token.</translation>
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
        <translation>Escopos concedidos</translation>
    </message>
    <message>
        <source>Scopes asked for</source>
        <translation>Escopos solicitados</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Minted</source>
        <translation>Obtido</translation>
    </message>
    <message>
        <source>Requests today</source>
        <translation>Requisições hoje</translation>
    </message>
    <message>
        <source>Last request</source>
        <translation>Última requisição</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>Última verificação</translation>
    </message>
    <message>
        <source>Calls left</source>
        <translation>Chamadas restantes</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Segredo</translation>
    </message>
    <message>
        <source>Earlier tokens</source>
        <translation>Tokens anteriores</translation>
    </message>
    <message>
        <source>Copy an earlier token…</source>
        <translation>Copiar um token anterior…</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Informações</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>os mesmos</translation>
    </message>
    <message>
        <source>A new token makes the previous one invalid.</source>
        <translation>Um novo token invalida o anterior.</translation>
    </message>
    <message>
        <source>none since the program started</source>
        <translation>nenhuma desde que o programa iniciou</translation>
    </message>
    <message>
        <source>cancelled, at %1</source>
        <translation>cancelada, %1</translation>
    </message>
    <message>
        <source>no answer after %L1 ms, at %2</source>
        <translation>sem resposta após %L1 ms, %2</translation>
    </message>
    <message>
        <source>HTTP %1, %L2 ms, at %3</source>
        <translation>HTTP %1, %L2 ms, %3</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s; set it right.</source>
        <translation>O relógio deste computador está %1 adiantado em relação ao do servidor; acerte-o.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s; set it right.</source>
        <translation>O relógio deste computador está %1 atrasado em relação ao do servidor; acerte-o.</translation>
    </message>
    <message>
        <source>At %1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>e mais %1</translation>
    </message>
    <message>
        <source>entered on %1</source>
        <translation>informado em %1</translation>
    </message>
    <message>
        <source>expired on %1, %2</source>
        <translation>expirou em %1, %2</translation>
    </message>
    <message>
        <source>expires on %1, %2</source>
        <translation>expira em %1, %2</translation>
    </message>
    <message>
        <source>%1; minted at %2</source>
        <translation>%1; obtido: %2</translation>
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
        <translation>Não copiado</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>O token de %1 está pronto; não foi copiado porque a área de transferência está em uso para outra coisa.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The %1 most recently used of %L2</source>
        <translation>Os %1 usados mais recentemente, de %L2</translation>
    </message>
    <message>
        <source>Show Tokenwright</source>
        <translation>Mostrar o Tokenwright</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
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
        <translation>%1 abre a pesquisa de qualquer lugar.</translation>
    </message>
    <message>
        <source>This desktop gave Tokenwright no key for the search. Have a key of your choice run “tokenwright --palette”, in the desktop&apos;s keyboard settings.</source>
        <translation>Esta área de trabalho não deu ao Tokenwright um atalho para a pesquisa. Nas configurações de teclado dela, defina um atalho de sua escolha que execute “tokenwright --palette”.</translation>
    </message>
</context>
<context>
    <name>Tokenwright::WindowsSecretStore</name>
    <message>
        <source>Windows Credential Manager takes no value of this length.</source>
        <translation>O Gerenciador de Credenciais do Windows não aceita um valor deste tamanho.</translation>
    </message>
    <message>
        <source>Windows Credential Manager</source>
        <translation>Gerenciador de Credenciais do Windows</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>é o deste sistema</translation>
    </message>
</context>
</TS>
