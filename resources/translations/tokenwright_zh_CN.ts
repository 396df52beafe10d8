<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Tokenwright</name>
    <message>
        <source>Added “%1”.</source>
        <translation>已添加“%1”。</translation>
    </message>
    <message>
        <source>--environment takes one of %1.</source>
        <translation>--environment 只接受以下之一：%1。</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already.</source>
        <translation>%2 中已有名为“%1”的凭据集。</translation>
    </message>
    <message>
        <source>--issuer is for the generic provider; leave --provider away.</source>
        <translation>--issuer 用于通用提供商；请去掉 --provider。</translation>
    </message>
    <message>
        <source>Its tokens are had at %1.</source>
        <translation>其令牌从 %1 获取。</translation>
    </message>
    <message>
        <source>Where tokens are had is found out at this URL, an issuer&apos;s or an API&apos;s; takes the generic provider.</source>
        <translation>从此 URL（颁发者或 API 的地址）查找获取令牌的位置；使用通用提供商。</translation>
    </message>
    <message>
        <source>Give the new credential set one name.</source>
        <translation>请为新凭据集指定一个名称。</translation>
    </message>
    <message>
        <source>--provider is missing; “providers” lists them.</source>
        <translation>缺少 --provider；“providers”会列出可用的提供商。</translation>
    </message>
    <message>
        <source>%1 may give another refresh token for the one that is sent, and only a credential set can keep it: say “add”, then “mint NAME”.</source>
        <translation>%1 可能会用另一个刷新令牌替换所发送的那个，而只有凭据集才能保存它：请先运行“add”，再运行“mint NAME”。</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2.</source>
        <translation>无法运行 %1：%2。</translation>
    </message>
    <message>
        <source>Lists the credential sets and what is left of their tokens.</source>
        <translation>列出凭据集及其令牌的剩余有效期。</translation>
    </message>
    <message>
        <source>Sets, and what is left of their tokens.</source>
        <translation>凭据集及其令牌的剩余有效期。</translation>
    </message>
    <message>
        <source>The same for a program to read.</source>
        <translation>同样的内容，供程序读取。</translation>
    </message>
    <message>
        <source>Prints the header “Authorization: Bearer …”.</source>
        <translation>输出标头“Authorization: Bearer …”。</translation>
    </message>
    <message>
        <source>A header for curl -H, minted if need be.</source>
        <translation>供 curl -H 使用的标头，必要时先获取令牌。</translation>
    </message>
    <message>
        <source>One that lives half an hour at least.</source>
        <translation>至少还有半小时有效期的令牌。</translation>
    </message>
    <message>
        <source>Quoted for another tool.</source>
        <translation>加上引号，供其他工具使用。</translation>
    </message>
    <message>
        <source>Prints the access token alone.</source>
        <translation>只输出访问令牌。</translation>
    </message>
    <message>
        <source>The token alone.</source>
        <translation>仅令牌本身。</translation>
    </message>
    <message>
        <source>With expires_in, expires_at, scope and more.</source>
        <translation>附带 expires_in、expires_at、scope 等。</translation>
    </message>
    <message>
        <source>A set whose name begins with a dash.</source>
        <translation>名称以短横线开头的凭据集。</translation>
    </message>
    <message>
        <source>Asks for a new token even if one is valid, and prints it; also for a set that the options describe, storing nothing.</source>
        <translation>即使已有有效令牌也请求新令牌并输出；也可用于由选项描述的凭据集，此时不保存任何内容。</translation>
    </message>
    <message>
        <source>A new token, kept for later use.</source>
        <translation>新令牌，并保存供以后使用。</translation>
    </message>
    <message>
        <source>Asks for the secret and stores nothing.</source>
        <translation>询问机密，不保存任何内容。</translation>
    </message>
    <message>
        <source>Prints the token as environment variables, for a shell to read.</source>
        <translation>以环境变量形式输出令牌，供 shell 读取。</translation>
    </message>
    <message>
        <source>Lines for eval &quot;$(…)&quot; in bash, dash or zsh.</source>
        <translation>在 bash、dash 或 zsh 中用于 eval &quot;$(…)&quot; 的行。</translation>
    </message>
    <message>
        <source>The same in fish.</source>
        <translation>在 fish 中实现同样效果。</translation>
    </message>
    <message>
        <source>APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …</source>
        <translation>APP_PARCELS_ACCESS_TOKEN、APP_LETTERS_ACCESS_TOKEN、…</translation>
    </message>
    <message>
        <source>Runs a command that finds the token in its environment.</source>
        <translation>运行命令，并在其环境中提供令牌。</translation>
    </message>
    <message>
        <source>Only that command finds the token.</source>
        <translation>只有该命令能得到令牌。</translation>
    </message>
    <message>
        <source>Its output does not show the token.</source>
        <translation>其输出不会显示令牌。</translation>
    </message>
    <message>
        <source>Runs curl with the header; no argument, variable or output holds it.</source>
        <translation>带上标头运行 curl；参数、变量和输出中都不会出现它。</translation>
    </message>
    <message>
        <source>A call of the API, with the header.</source>
        <translation>带标头调用 API。</translation>
    </message>
    <message>
        <source>Asks the provider&apos;s API whether it takes the token.</source>
        <translation>询问提供商的 API 是否接受该令牌。</translation>
    </message>
    <message>
        <source>One harmless call with its token.</source>
        <translation>用其令牌进行一次无害的调用。</translation>
    </message>
    <message>
        <source>Tells what is in the token that is kept; asks for no other.</source>
        <translation>显示已保存令牌的内容；不会请求其他令牌。</translation>
    </message>
    <message>
        <source>Header and claims of a JWT.</source>
        <translation>JWT 的标头和声明。</translation>
    </message>
    <message>
        <source>Lists the requests that were sent and what came of them.</source>
        <translation>列出已发送的请求及其结果。</translation>
    </message>
    <message>
        <source>Those of one set, newest last.</source>
        <translation>某个凭据集的请求，最新的在最后。</translation>
    </message>
    <message>
        <source>An object a line, with request IDs.</source>
        <translation>每行一个对象，含请求 ID。</translation>
    </message>
    <message>
        <source>Adds a credential set; asks for its secret.</source>
        <translation>添加凭据集；会询问其机密。</translation>
    </message>
    <message>
        <source>Asks for the secret.</source>
        <translation>询问机密。</translation>
    </message>
    <message>
        <source>Takes the secret from a file.</source>
        <translation>从文件中读取机密。</translation>
    </message>
    <message>
        <source>Changes a credential set.</source>
        <translation>更改凭据集。</translation>
    </message>
    <message>
        <source>Another name.</source>
        <translation>换一个名称。</translation>
    </message>
    <message>
        <source>Another secret.</source>
        <translation>换一个机密。</translation>
    </message>
    <message>
        <source>Gives a credential set another name.</source>
        <translation>为凭据集改名。</translation>
    </message>
    <message>
        <source>Its tokens stay.</source>
        <translation>其令牌保留。</translation>
    </message>
    <message>
        <source>Replaces the secret, once a token was minted with the new one.</source>
        <translation>用新机密成功获取令牌后，再替换旧机密。</translation>
    </message>
    <message>
        <source>Asks for the new secret.</source>
        <translation>询问新机密。</translation>
    </message>
    <message>
        <source>Keeps the old one at hand as well.</source>
        <translation>同时保留旧机密备用。</translation>
    </message>
    <message>
        <source>Drops the old one.</source>
        <translation>丢弃旧机密。</translation>
    </message>
    <message>
        <source>Removes a credential set and what the keychain holds of it.</source>
        <translation>移除凭据集及其在密钥环中的内容。</translation>
    </message>
    <message>
        <source>Asks first.</source>
        <translation>先询问。</translation>
    </message>
    <message>
        <source>Does not ask.</source>
        <translation>不询问。</translation>
    </message>
    <message>
        <source>Drops the kept token; the next use mints another.</source>
        <translation>丢弃已保存的令牌；下次使用时会重新获取。</translation>
    </message>
    <message>
        <source>Here alone: it lives on.</source>
        <translation>仅在本机：令牌本身依然有效。</translation>
    </message>
    <message>
        <source>Asks the provider to end the kept token, then drops it.</source>
        <translation>请求提供商终止已保存的令牌，然后将其丢弃。</translation>
    </message>
    <message>
        <source>Nobody can use it any more.</source>
        <translation>任何人都无法再使用它。</translation>
    </message>
    <message>
        <source>Finds the token endpoint of an issuer or of an API by its URL.</source>
        <translation>通过 URL 查找颁发者或 API 的令牌端点。</translation>
    </message>
    <message>
        <source>What the server says of itself.</source>
        <translation>服务器公布的自身信息。</translation>
    </message>
    <message>
        <source>Adds credential sets from files of other programs; asks first.</source>
        <translation>从其他程序的文件添加凭据集；会先询问。</translation>
    </message>
    <message>
        <source>Shows what would be added of a file and a folder, then asks.</source>
        <translation>显示将从一个文件和一个文件夹添加的内容，然后询问。</translation>
    </message>
    <message>
        <source>The same of standard input, adding nothing.</source>
        <translation>对标准输入执行同样的操作，但不添加任何内容。</translation>
    </message>
    <message>
        <source>Prints credential sets as JSON, without their secrets.</source>
        <translation>以 JSON 输出凭据集，不含其机密。</translation>
    </message>
    <message>
        <source>Every set, without its secret.</source>
        <translation>所有凭据集，不含机密。</translation>
    </message>
    <message>
        <source>Two of them.</source>
        <translation>其中两个。</translation>
    </message>
    <message>
        <source>Names to be filled in by others.</source>
        <translation>只有名称，由他人填写值。</translation>
    </message>
    <message>
        <source>What add --provider takes.</source>
        <translation>add --provider 可接受的值。</translation>
    </message>
    <message>
        <source>What is wrong with a file of yours.</source>
        <translation>您的某个文件有什么问题。</translation>
    </message>
    <message>
        <source>Prints what makes a shell complete these commands.</source>
        <translation>输出让 shell 能补全这些命令的脚本。</translation>
    </message>
    <message>
        <source>For source &lt;(…) in ~/.bashrc.</source>
        <translation>用于 ~/.bashrc 中的 source &lt;(…)。</translation>
    </message>
    <message>
        <source>In fish.</source>
        <translation>在 fish 中。</translation>
    </message>
    <message>
        <source>Only sets of this environment, for example sandbox.</source>
        <translation>仅限此环境的凭据集，例如 sandbox。</translation>
    </message>
    <message>
        <source>No words on standard error unless something fails.</source>
        <translation>除非出错，否则不向标准错误输出任何信息。</translation>
    </message>
    <message>
        <source>Tells the options.</source>
        <translation>显示选项。</translation>
    </message>
    <message>
        <source>Tells the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>“%1” is not valid UTF-8. Give the file a name that is, or hand its content over on standard input.</source>
        <translation>“%1”不是有效的 UTF-8。请将文件名改为有效的 UTF-8，或通过标准输入传入其内容。</translation>
    </message>
    <message>
        <source>There is no option “%1”.</source>
        <translation>没有选项“%1”。</translation>
    </message>
    <message>
        <source>What begins with a dash and is no option stands behind “--”.</source>
        <translation>以短横线开头但不是选项的内容，请放在“--”之后。</translation>
    </message>
    <message>
        <source>Name one shell: bash, zsh or fish.</source>
        <translation>请指定一个 shell：bash、zsh 或 fish。</translation>
    </message>
    <message>
        <source>Put what curl is to do behind “--”.</source>
        <translation>请把要 curl 执行的内容放在“--”之后。</translation>
    </message>
    <message>
        <source>With %1 curl would write the token itself, past the mask. --verbose shows the request with the token masked; put 2&gt;FILE at the end to have that in a file.</source>
        <translation>使用 %1 时，curl 会绕过遮盖自行写出令牌。--verbose 会显示遮盖了令牌的请求；在末尾加上 2&gt;FILE 可存入文件。</translation>
    </message>
    <message>
        <source>Give one URL.</source>
        <translation>请指定一个 URL。</translation>
    </message>
    <message>
        <source>The token of “%1” is forgotten.</source>
        <translation>已丢弃“%1”的令牌。</translation>
    </message>
    <message>
        <source>“%1” had no token.</source>
        <translation>“%1”没有令牌。</translation>
    </message>
    <message>
        <source>The token of “%1” is revoked.</source>
        <translation>已撤销“%1”的令牌。</translation>
    </message>
    <message>
        <source>“%1” has no token that could be revoked.</source>
        <translation>“%1”没有可撤销的令牌。</translation>
    </message>
    <message>
        <source>What the variables&apos; names begin with (default: TOKENWRIGHT).</source>
        <translation>变量名的前缀（默认：TOKENWRIGHT）。</translation>
    </message>
    <message>
        <source>For whom to write them (default: sh).</source>
        <translation>面向哪种程序写出变量（默认：sh）。</translation>
    </message>
    <message>
        <source>Replace the token in what the command prints: for logs and transcripts.</source>
        <translation>替换命令输出中的令牌：用于日志和会话记录。</translation>
    </message>
    <message>
        <source>There is no format “%1”.</source>
        <translation>没有格式“%1”。</translation>
    </message>
    <message>
        <source>Put the command behind “--”.</source>
        <translation>请把命令放在“--”之后。</translation>
    </message>
    <message>
        <source>The file to write; “-” is standard output.</source>
        <translation>要写入的文件；“-”表示标准输出。</translation>
    </message>
    <message>
        <source>Overwrite the file if it is there.</source>
        <translation>文件已存在时将其覆盖。</translation>
    </message>
    <message>
        <source>A .env file with names and no values, to be filled in and imported.</source>
        <translation>只有名称、没有值的 .env 文件，供填写后导入。</translation>
    </message>
    <message>
        <source>There is no credential set to export.</source>
        <translation>没有可导出的凭据集。</translation>
    </message>
    <message>
        <source>%1 exists; say --force to overwrite it.</source>
        <translation>%1 已存在；要覆盖它，请使用 --force。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>Exported to %1, without secrets.</source>
        <translation>已导出到 %1，不含机密。</translation>
    </message>
    <message>
        <source>It was refused in the window. Nothing was handed over.</source>
        <translation>已在窗口中被拒绝。没有交出任何内容。</translation>
    </message>
    <message>
        <source>Somebody has to agree to this in Tokenwright&apos;s window, and none is running, or it does not answer. Start it and try again. Nothing was handed over.</source>
        <translation>此操作需要有人在 Tokenwright 的窗口中同意，但窗口没有运行或没有响应。请启动它后重试。没有交出任何内容。</translation>
    </message>
    <message>
        <source>Nobody has answered in Tokenwright&apos;s window within %1 seconds. Nothing was handed over.</source>
        <translation>%1 秒内没有人在 Tokenwright 的窗口中回应。没有交出任何内容。</translation>
    </message>
    <message>
        <source>Only once somebody has agreed to it in Tokenwright&apos;s window, which has to be running.</source>
        <translation>须先由人在 Tokenwright 的窗口中同意；该窗口必须正在运行。</translation>
    </message>
    <message>
        <source>These are more credential sets than anybody can agree to at once.</source>
        <translation>凭据集太多，无法一次全部征求同意。</translation>
    </message>
    <message>
        <source>Waiting for somebody to agree in Tokenwright&apos;s window…</source>
        <translation>正在等待有人在 Tokenwright 的窗口中同意…</translation>
    </message>
    <message>
        <source>Usage:</source>
        <translation>用法：</translation>
    </message>
    <message>
        <source>Mints OAuth 2.0 access tokens with the client credentials in your keychain, and reuses them while they live.</source>
        <translation>用密钥环中的客户端凭据获取 OAuth 2.0 访问令牌，并在其有效期内复用。</translation>
    </message>
    <message>
        <source>Exit codes</source>
        <translation>退出码</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>成功。</translation>
    </message>
    <message>
        <source>Something else failed; an answer that is no token.</source>
        <translation>其他失败；响应不是令牌。</translation>
    </message>
    <message>
        <source>The command line is wrong.</source>
        <translation>命令行有误。</translation>
    </message>
    <message>
        <source>There is no such credential set, or several.</source>
        <translation>没有这样的凭据集，或有多个。</translation>
    </message>
    <message>
        <source>The provider rejected the request.</source>
        <translation>提供商拒绝了请求。</translation>
    </message>
    <message>
        <source>The keychain is locked or not there.</source>
        <translation>密钥环已锁定或不存在。</translation>
    </message>
    <message>
        <source>Worth trying later: network, TLS, proxy, time-out, too many requests, a fault of the server.</source>
        <translation>值得稍后再试：网络、TLS、代理、超时、请求过多、服务器故障。</translation>
    </message>
    <message>
        <source>Where transcripts are kept</source>
        <translation>会保存会话记录的场合</translation>
    </message>
    <message>
        <source>For assistants, CI logs and whatever else keeps what commands print: curl gets the header, and no argument, variable or output shows it.</source>
        <translation>适用于助手、CI 日志以及其他会保存命令输出的场合：curl 会得到标头，而参数、变量和输出中都不会显示它。</translation>
    </message>
    <message>
        <source>The command finds the token in its environment; in what it prints the token is replaced.</source>
        <translation>该命令可在其环境中得到令牌；其输出中的令牌会被替换。</translation>
    </message>
    <message>
        <source>With header, token, mint, env, exec and curl: only once somebody has agreed in Tokenwright&apos;s window. Refused, not answered for 60 seconds, or no window there: exit 1, and nothing was minted.</source>
        <translation>用于 header、token、mint、env、exec 和 curl：须先由人在 Tokenwright 的窗口中同意。被拒绝、60 秒内无人回应或没有窗口时：退出码为 1，且没有获取任何令牌。</translation>
    </message>
    <message>
        <source>“Ask before a script gets production tokens”</source>
        <translation>“脚本获取生产环境的令牌前询问”</translation>
    </message>
    <message>
        <source>In the preferences: the same without the option, for production, whenever standard error is no terminal. It keeps mishaps away, not a program that runs as you and means harm.</source>
        <translation>在首选项中：无需此选项即可达到同样效果，仅针对生产环境，且在标准错误不是终端时生效。它能防止意外，但挡不住以您的身份运行的恶意程序。</translation>
    </message>
    <message>
        <source>These print the token. What got into a transcript is ended by revoke, or where the provider cannot, by its own time.</source>
        <translation>这些命令会输出令牌。进入会话记录的令牌可用 revoke 终止；如果提供商不支持，则只能等它自行到期。</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>When set, no colour, even on a terminal.</source>
        <translation>设置后，即使在终端上也不使用颜色。</translation>
    </message>
    <message>
        <source>The proxy on the way.</source>
        <translation>使用的代理。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>The credential sets; nothing secret is in it.</source>
        <translation>凭据集；其中没有机密内容。</translation>
    </message>
    <message>
        <source>Providers of your own.</source>
        <translation>您自己的提供商。</translation>
    </message>
    <message>
        <source>Until when each token lives; nothing secret is in it.</source>
        <translation>每个令牌的到期时间；其中没有机密内容。</translation>
    </message>
    <message>
        <source>Which secrets were told to be about to expire; nothing secret is in it.</source>
        <translation>已提醒过哪些机密即将到期；其中没有机密内容。</translation>
    </message>
    <message>
        <source>The last requests and what came of them; nothing secret is in it.</source>
        <translation>最近的请求及其结果；其中没有机密内容。</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Calls an API with a token that lives long enough.</source>
        <translation>用剩余有效期足够长的令牌调用 API。</translation>
    </message>
    <message>
        <source>Sets TOKENWRIGHT_ACCESS_TOKEN and the like in this shell.</source>
        <translation>在此 shell 中设置 TOKENWRIGHT_ACCESS_TOKEN 等变量。</translation>
    </message>
    <message>
        <source>Only that command finds the token in its environment.</source>
        <translation>只有该命令能在其环境中得到令牌。</translation>
    </message>
    <message>
        <source>The same token, quoted for another tool.</source>
        <translation>同一个令牌，加上引号供其他工具使用。</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>选项：</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>所有命令通用的选项：</translation>
    </message>
    <message>
        <source>“%1” tells more.</source>
        <translation>运行“%1”可查看更多信息。</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>用法：%1</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>命令：</translation>
    </message>
    <message>
        <source>“help COMMAND” and COMMAND --help tell a command&apos;s options; “--” ends them, for names that begin with a dash.</source>
        <translation>“help COMMAND”和 COMMAND --help 会显示命令的选项；“--”表示选项结束，用于以短横线开头的名称。</translation>
    </message>
    <message>
        <source>“%1” is none of %2.</source>
        <translation>“%1”不在以下之列：%2。</translation>
    </message>
    <message>
        <source>--map takes KEY=PROVIDER/ENVIRONMENT, not “%1”.</source>
        <translation>--map 的格式应为 KEY=PROVIDER/ENVIRONMENT，而不是“%1”。</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>标准输入</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Added “%1” (%2).</source>
        <translation>已添加“%1”（%2）。</translation>
    </message>
    <message>
        <source>“%1” (%2) was not added: %3</source>
        <translation>未添加“%1”（%2）：%3</translation>
    </message>
    <message numerus="yes">
        <source>Import %n credential set(s)?</source>
        <translation>
            <numerusform>要导入 %n 个凭据集吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no terminal to ask; say --yes.</source>
        <translation>没有可供询问的终端；请使用 --yes。</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>没有导入任何内容。</translation>
    </message>
    <message>
        <source>There is nothing called “%1” to map.</source>
        <translation>没有名为“%1”的内容可供指定归属。</translation>
    </message>
    <message>
        <source>There is nothing to import.</source>
        <translation>没有可导入的内容。</translation>
    </message>
    <message>
        <source>Whether some of them exist already could not be seen: %1</source>
        <translation>无法得知其中一些是否已存在：%1</translation>
    </message>
    <message>
        <source>Only tell what would be imported.</source>
        <translation>只显示将要导入的内容。</translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation>不询问。</translation>
    </message>
    <message>
        <source>A value for the {NAME} of providers, where the file has none.</source>
        <translation>文件中没有提供商的 {NAME} 时，为其指定值。</translation>
    </message>
    <message>
        <source>Name a file to import; “-” is standard input.</source>
        <translation>请指定要导入的文件；“-”表示标准输入。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>PROVIDER</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>ENVIRONMENT</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>CLIENT ID</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>TOKEN ENDPOINT</source>
        <translation>令牌端点</translation>
    </message>
    <message>
        <source>FROM</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Say whose it is: --map %1=PROVIDER/ENVIRONMENT</source>
        <translation>请指定它属于哪个提供商：--map %1=PROVIDER/ENVIRONMENT</translation>
    </message>
    <message>
        <source>Say its value: --variable %1=VALUE</source>
        <translation>请指定它的值：--variable %1=VALUE</translation>
    </message>
    <message>
        <source>PART</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>值</translation>
    </message>
    <message>
        <source>unknown life, not kept</source>
        <translation>有效期未知，未保存</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>没有令牌</translation>
    </message>
    <message>
        <source>expired %1</source>
        <translation>已过期（%1）</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>到期：%1</translation>
    </message>
    <message>
        <source>CALLS OF</source>
        <translation>调用类别</translation>
    </message>
    <message>
        <source>LEFT</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>RESET</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>没有文件 %1。</translation>
    </message>
    <message>
        <source>%1 is a good provider file (%2).</source>
        <translation>%1 是正确的提供商文件（%2）。</translation>
    </message>
    <message>
        <source>As JSON.</source>
        <translation>以 JSON 格式。</translation>
    </message>
    <message>
        <source>Say which keychain is in use, and why.</source>
        <translation>说明正在使用哪个密钥环，以及原因。</translation>
    </message>
    <message>
        <source>TOKEN</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>SECRET</source>
        <translation>机密</translation>
    </message>
    <message>
        <source>Secrets are kept in: %1 (%2).</source>
        <translation>机密保存在：%1（%2）。</translation>
    </message>
    <message>
        <source>%1 was skipped: %2.</source>
        <translation>已跳过 %1：%2。</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 毫秒</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>CREDENTIAL SET</source>
        <translation>凭据集</translation>
    </message>
    <message>
        <source>OUTCOME</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>DURATION</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>ASKED BY</source>
        <translation>请求方</translation>
    </message>
    <message>
        <source>MESSAGE</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>The command comes first, its options behind it; “%1” is none.</source>
        <translation>命令在前，其选项在后；“%1”不是命令。</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>没有命令“%1”。</translation>
    </message>
    <message>
        <source>User commands</source>
        <translation>用户命令</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens for scripts</source>
        <translation>供脚本使用的 OAuth 2.0 访问令牌</translation>
    </message>
    <message>
        <source>Synopsis</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>The window and the command line share the credential sets, the tokens and the keychain. What is asked for goes to standard output, words go to standard error.</source>
        <translation>窗口和命令行共用凭据集、令牌和密钥环。所请求的内容写到标准输出，提示文字写到标准错误。</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Options of every command</source>
        <translation>所有命令通用的选项</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>您是不是想输入 %1？</translation>
    </message>
    <message>
        <source>Standard output cannot be written: %1.</source>
        <translation>无法写入标准输出：%1。</translation>
    </message>
    <message>
        <source>Ends as soon as the keychain has the new refresh token; the same again ends at once, and may lose it.</source>
        <translation>密钥环存好新的刷新令牌后即会结束；再次中断会立即结束，并可能丢失该令牌。</translation>
    </message>
    <message>
        <source>The keychain has the new refresh token now.</source>
        <translation>密钥环现已存好新的刷新令牌。</translation>
    </message>
    <message>
        <source>The new refresh token is lost, because the keychain did not take it in time. Sign in at the provider again, then give the refresh token to “edit” with --secret-parameter refresh_token=FILE.</source>
        <translation>新的刷新令牌已丢失，因为密钥环未能及时保存它。请在提供商处重新登录，然后用“edit”和 --secret-parameter refresh_token=FILE 提供刷新令牌。</translation>
    </message>
    <message>
        <source>“%1” keeps no old secret.</source>
        <translation>“%1”没有保留旧机密。</translation>
    </message>
    <message>
        <source>Changed “%1”.</source>
        <translation>已更改“%1”。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有任何更改。</translation>
    </message>
    <message>
        <source>Say “edit” with --accept-endpoint if that is right.</source>
        <translation>如果确认无误，请运行“edit”并加上 --accept-endpoint。</translation>
    </message>
    <message>
        <source>Keep the old secret in the keychain beside the new one, until --forget-old.</source>
        <translation>在密钥环中保留旧机密，与新机密并存，直到使用 --forget-old。</translation>
    </message>
    <message>
        <source>Drop the old secret that --keep-old kept.</source>
        <translation>丢弃由 --keep-old 保留的旧机密。</translation>
    </message>
    <message>
        <source>--forget-old goes with no other option.</source>
        <translation>--forget-old 不能与其他选项一起使用。</translation>
    </message>
    <message>
        <source>That is too long to be a secret.</source>
        <translation>内容太长，不可能是机密。</translation>
    </message>
    <message>
        <source>The secret is empty.</source>
        <translation>机密为空。</translation>
    </message>
    <message>
        <source>Standard input cannot be read.</source>
        <translation>无法读取标准输入。</translation>
    </message>
    <message>
        <source>Standard input cannot be read: %1.</source>
        <translation>无法读取标准输入：%1。</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the %1; use %2.</source>
        <translation>没有终端可用于询问%1；请使用 %2。</translation>
    </message>
    <message>
        <source>That is too long for a terminal, which may have cut it; use %1.</source>
        <translation>内容太长，可能已被终端截断；请使用 %1。</translation>
    </message>
    <message>
        <source>The file named for %1 cannot be read: %2.</source>
        <translation>无法读取为 %1 指定的文件：%2。</translation>
    </message>
    <message>
        <source>A new name.</source>
        <translation>新名称。</translation>
    </message>
    <message>
        <source>A set stays with its provider; add another set instead.</source>
        <translation>凭据集不能更换提供商；请另外添加一个凭据集。</translation>
    </message>
    <message>
        <source>Say the credential set&apos;s name, then its new one.</source>
        <translation>请先给出凭据集的名称，再给出新名称。</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation>没有移除任何内容。</translation>
    </message>
    <message>
        <source>Removed “%1”.</source>
        <translation>已移除“%1”。</translation>
    </message>
    <message>
        <source>The day on which the old secret was to expire, %1, goes with it; --secret-expires says the new one&apos;s.</source>
        <translation>旧机密的到期日 %1 会一并去除；用 --secret-expires 可指定新机密的到期日。</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>“%1” (%2, --environment %3)</source>
        <translation>“%1”（%2，--environment %3）</translation>
    </message>
    <message>
        <source>There are several credential sets named “%1”: %2.</source>
        <translation>有多个名为“%1”的凭据集：%2。</translation>
    </message>
    <message>
        <source>There is no credential set named “%1”.</source>
        <translation>没有名为“%1”的凭据集。</translation>
    </message>
    <message>
        <source>There is no credential set named “%1” in %2.</source>
        <translation>%2 中没有名为“%1”的凭据集。</translation>
    </message>
    <message>
        <source>Near to it: %1.</source>
        <translation>相近的有：%1。</translation>
    </message>
    <message>
        <source>--%1 takes %2.</source>
        <translation>--%1 的格式应为 %2。</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --%1 - do not go together.</source>
        <translation>标准输入只能读取一次：--secret-stdin 和 --%1 - 不能一起使用。</translation>
    </message>
    <message>
        <source>--%1 names “%2” twice.</source>
        <translation>--%1 两次指定了“%2”。</translation>
    </message>
    <message>
        <source>--%1 %2=FILE takes the path of a file, or - for standard input.</source>
        <translation>--%1 %2=FILE 接受文件路径，或用 - 表示标准输入。</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --secret-parameter NAME=- do not go together.</source>
        <translation>标准输入只能读取一次：--secret-stdin 和 --secret-parameter NAME=- 不能一起使用。</translation>
    </message>
    <message>
        <source>The %1 is empty.</source>
        <translation>%1为空。</translation>
    </message>
    <message>
        <source>passphrase of the private key</source>
        <translation>私钥的密码短语</translation>
    </message>
    <message>
        <source>The provider&apos;s id, see “providers”.</source>
        <translation>提供商的 id，参见“providers”。</translation>
    </message>
    <message>
        <source>A scope; may be repeated.</source>
        <translation>一个范围；可重复使用。</translation>
    </message>
    <message>
        <source>A value for the provider&apos;s {NAME}.</source>
        <translation>提供商的 {NAME} 的值。</translation>
    </message>
    <message>
        <source>An extra request parameter, not secret.</source>
        <translation>额外的请求参数，非机密。</translation>
    </message>
    <message>
        <source>How the client authenticates, if not as the provider says.</source>
        <translation>客户端的身份验证方式（如果与提供商规定的不同）。</translation>
    </message>
    <message>
        <source>The key&apos;s ID in assertions; a JWK has its own.</source>
        <translation>断言中的密钥 ID；JWK 自带密钥 ID。</translation>
    </message>
    <message>
        <source>How assertions are signed, if not as the key or provider says.</source>
        <translation>断言的签名方式（如果与密钥或提供商规定的不同）。</translation>
    </message>
    <message>
        <source>Whom assertions are for, if not the issuer.</source>
        <translation>断言的受众（如果不是颁发者）。</translation>
    </message>
    <message>
        <source>The client ID.</source>
        <translation>客户端 ID。</translation>
    </message>
    <message>
        <source>Read the client secret from standard input.</source>
        <translation>从标准输入读取客户端密钥。</translation>
    </message>
    <message>
        <source>A secret request parameter, read from a file; - is standard input.</source>
        <translation>机密的请求参数，从文件读取；- 表示标准输入。</translation>
    </message>
    <message>
        <source>A private key as PEM or JWK.</source>
        <translation>PEM 或 JWK 格式的私钥。</translation>
    </message>
    <message>
        <source>What protects that key, if it is not to be asked for; it is kept without. - is standard input.</source>
        <translation>保护该私钥的密码短语（如果不希望被询问）；保存私钥时不带密码短语。- 表示标准输入。</translation>
    </message>
    <message>
        <source>A certificate in PEM form.</source>
        <translation>PEM 格式的证书。</translation>
    </message>
    <message>
        <source>The last day on which the provider takes the secret; empty: not known. It is told in the list, and by a notice 14 and 3 days before.</source>
        <translation>提供商接受该机密的最后一天；留空表示未知。会在列表中显示，并在到期前 14 天和 3 天发出通知。</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>“%1”是机密，不能作为参数；请使用 --secret-parameter %1=FILE，其中 - 表示标准输入。</translation>
    </message>
    <message>
        <source>--algorithm takes one of %1.</source>
        <translation>--algorithm 只接受以下之一：%1。</translation>
    </message>
    <message>
        <source>--client-authentication takes one of %1.</source>
        <translation>--client-authentication 只接受以下之一：%1。</translation>
    </message>
    <message>
        <source>--client-id is missing.</source>
        <translation>缺少 --client-id。</translation>
    </message>
    <message>
        <source>value of “%1”</source>
        <translation>“%1”的值</translation>
    </message>
    <message>
        <source>What to print.</source>
        <translation>要输出的内容。</translation>
    </message>
    <message>
        <source>The same as --format json: with its expiry.</source>
        <translation>与 --format json 相同：附带到期时间。</translation>
    </message>
    <message>
        <source>Either name a credential set or describe one.</source>
        <translation>请指定一个凭据集，或描述一个凭据集，二者选一。</translation>
    </message>
    <message>
        <source>--prefix takes what a variable&apos;s name can begin with: a letter or &quot;_&quot;, not “%1”.</source>
        <translation>--prefix 须以变量名允许的字符（字母或 &quot;_&quot;）开头，不能是“%1”。</translation>
    </message>
    <message>
        <source>Two of these names become the same variable %1_…; ask for them one at a time or rename one.</source>
        <translation>其中两个名称会变成同一个变量 %1_…；请逐个请求，或重命名其中一个。</translation>
    </message>
    <message>
        <source>“%1” has no valid token, and --no-mint forbids to mint one.</source>
        <translation>“%1”没有有效令牌，而 --no-mint 禁止获取新令牌。</translation>
    </message>
    <message>
        <source>Minted a token for “%1”.</source>
        <translation>已为“%1”获取令牌。</translation>
    </message>
    <message>
        <source>A token with less life left than this is not reused (default: 300, or what the set says).</source>
        <translation>剩余有效期少于此值的令牌不会复用（默认：300，或按凭据集的设置）。</translation>
    </message>
    <message>
        <source>Mint a new token even if one is valid.</source>
        <translation>即使已有有效令牌也获取新令牌。</translation>
    </message>
    <message>
        <source>Only a token that is there already.</source>
        <translation>只使用已有的令牌。</translation>
    </message>
    <message>
        <source>A scope instead of the set&apos;s own; may be repeated. Such a token is always minted and not kept.</source>
        <translation>用此范围代替凭据集自身的范围；可重复使用。这样的令牌每次都重新获取，且不保存。</translation>
    </message>
    <message>
        <source>--min-ttl takes a number of seconds.</source>
        <translation>--min-ttl 的值应为秒数。</translation>
    </message>
    <message>
        <source>--no-mint and a new token exclude each other.</source>
        <translation>--no-mint 与获取新令牌互相排斥。</translation>
    </message>
    <message numerus="yes">
        <source>The token lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>令牌的有效期总共只有 %n 秒，少于 --min-ttl 的要求。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The token for “%1” lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>“%1”的令牌有效期总共只有 %n 秒，少于 --min-ttl 的要求。</numerusform>
        </translation>
    </message>
    <message>
        <source>Name at least one credential set.</source>
        <translation>请至少指定一个凭据集。</translation>
    </message>
    <message>
        <source>Name one credential set.</source>
        <translation>请指定一个凭据集。</translation>
    </message>
    <message>
        <source>Tokenwright is running already and does not answer. End that program, then start this one again.</source>
        <translation>Tokenwright 已在运行但没有响应。请结束该程序，然后重新启动。</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.</source>
        <translation>OAuth 2.0 访问令牌，触手可及。</translation>
    </message>
    <message>
        <source>Show one small search over all credential sets, of the running program if there is one. Enter copies the bearer header. For a key of the desktop&apos;s.</source>
        <translation>显示一个小窗口，在所有凭据集中搜索；如果程序已在运行，则由它显示。按 Enter 复制 Bearer 标头。供桌面的快捷键使用。</translation>
    </message>
    <message>
        <source>no keychain</source>
        <translation>无密钥环</translation>
    </message>
    <message>
        <source>No keychain answers on this computer</source>
        <translation>此计算机上没有密钥环响应</translation>
    </message>
    <message>
        <source>No keychain service answers on this computer.</source>
        <translation>此计算机上没有密钥环服务响应。</translation>
    </message>
    <message>
        <source>Install and start gnome-keyring or KWallet and log in again.</source>
        <translation>请安装并启动 gnome-keyring 或 KWallet，然后重新登录。</translation>
    </message>
    <message>
        <source>keychain locked</source>
        <translation>密钥环已锁定</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>密钥环已锁定</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>密钥环已锁定。</translation>
    </message>
    <message>
        <source>Unlock it and try again; nothing was changed.</source>
        <translation>请解锁后重试；没有任何更改。</translation>
    </message>
    <message>
        <source>keychain refused</source>
        <translation>密钥环拒绝</translation>
    </message>
    <message>
        <source>The keychain refused access</source>
        <translation>密钥环拒绝访问</translation>
    </message>
    <message>
        <source>The keychain refused access.</source>
        <translation>密钥环拒绝访问。</translation>
    </message>
    <message>
        <source>Allow Tokenwright to use the keychain and try again.</source>
        <translation>请允许 Tokenwright 使用密钥环，然后重试。</translation>
    </message>
    <message>
        <source>keychain does not answer</source>
        <translation>密钥环无响应</translation>
    </message>
    <message>
        <source>The keychain does not answer</source>
        <translation>密钥环没有响应</translation>
    </message>
    <message>
        <source>The keychain did not answer in time.</source>
        <translation>密钥环未及时响应。</translation>
    </message>
    <message>
        <source>What was asked of it may still happen. Check that the keychain service is running, then try again.</source>
        <translation>所请求的操作可能仍会执行。请检查密钥环服务是否正在运行，然后重试。</translation>
    </message>
    <message>
        <source>secret missing</source>
        <translation>缺少机密</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set</source>
        <translation>密钥环中没有此凭据集的机密</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set.</source>
        <translation>密钥环中没有此凭据集的机密。</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>This credential set is gone</source>
        <translation>此凭据集已不存在</translation>
    </message>
    <message>
        <source>There is no such credential set.</source>
        <translation>没有这样的凭据集。</translation>
    </message>
    <message>
        <source>It may have been removed elsewhere.</source>
        <translation>它可能已在别处被移除。</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>无连接</translation>
    </message>
    <message>
        <source>The connection to %1 failed</source>
        <translation>连接 %1 失败</translation>
    </message>
    <message>
        <source>The connection to the token endpoint failed.</source>
        <translation>连接令牌端点失败。</translation>
    </message>
    <message>
        <source>Check the network and try again.</source>
        <translation>请检查网络，然后重试。</translation>
    </message>
    <message>
        <source>host not found</source>
        <translation>找不到主机</translation>
    </message>
    <message>
        <source>The server of %1 was not found</source>
        <translation>找不到 %1 的服务器</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation>%1 未及时响应</translation>
    </message>
    <message>
        <source>Try again; the provider may be slow or down.</source>
        <translation>请重试；提供商可能响应缓慢或已停机。</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>TLS 失败</translation>
    </message>
    <message>
        <source>There is no trusted connection to %1</source>
        <translation>无法与 %1 建立受信任的连接</translation>
    </message>
    <message>
        <source>No trusted TLS connection: a certificate or the handshake was not acceptable.</source>
        <translation>没有受信任的 TLS 连接：证书或握手不可接受。</translation>
    </message>
    <message>
        <source>proxy failed</source>
        <translation>代理失败</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 refused or cannot be reached</source>
        <translation>前往 %1 的代理拒绝了连接或无法访问</translation>
    </message>
    <message>
        <source>The proxy refused or could not be reached.</source>
        <translation>代理拒绝了连接或无法访问。</translation>
    </message>
    <message>
        <source>Check the system&apos;s proxy settings.</source>
        <translation>请检查系统的代理设置。</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>%1 rejected the request</source>
        <translation>%1 拒绝了请求</translation>
    </message>
    <message>
        <source>try later</source>
        <translation>稍后再试</translation>
    </message>
    <message>
        <source>%1 cannot answer at the moment</source>
        <translation>%1 暂时无法响应</translation>
    </message>
    <message>
        <source>The provider cannot answer at the moment.</source>
        <translation>提供商暂时无法响应。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>answer not understood</source>
        <translation>无法理解响应</translation>
    </message>
    <message>
        <source>%1 gave an answer that holds no token</source>
        <translation>%1 的响应中没有令牌</translation>
    </message>
    <message>
        <source>Check the token URL; something other than the token endpoint may have answered.</source>
        <translation>请检查令牌 URL；响应的可能不是令牌端点。</translation>
    </message>
    <message>
        <source>endpoint moved</source>
        <translation>端点已变更</translation>
    </message>
    <message>
        <source>The secret was saved for another server</source>
        <translation>机密是为另一台服务器保存的</translation>
    </message>
    <message>
        <source>The secret was saved for another server.</source>
        <translation>机密是为另一台服务器保存的。</translation>
    </message>
    <message>
        <source>Confirm the new token endpoint before the secret is sent there.</source>
        <translation>请先确认新的令牌端点，之后才会将机密发送到那里。</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>设置不完整</translation>
    </message>
    <message>
        <source>This credential set or its provider is not set up fully</source>
        <translation>此凭据集或其提供商的设置不完整</translation>
    </message>
    <message>
        <source>The credential set or its provider is not set up fully.</source>
        <translation>此凭据集或其提供商的设置不完整。</translation>
    </message>
    <message>
        <source>Edit the credential set.</source>
        <translation>请编辑凭据集。</translation>
    </message>
    <message>
        <source>file problem</source>
        <translation>文件问题</translation>
    </message>
    <message>
        <source>A file could not be read or written</source>
        <translation>无法读取或写入文件</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>无法读取或写入文件。</translation>
    </message>
    <message>
        <source>Nothing was lost; mend the file or the folder and try again.</source>
        <translation>没有丢失任何内容；请修复文件或文件夹，然后重试。</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>正忙</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same</source>
        <translation>另一个 Tokenwright 正在处理同一内容</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same and has not finished.</source>
        <translation>另一个 Tokenwright 正在处理同一内容，尚未完成。</translation>
    </message>
    <message>
        <source>Try again; if it stays so, look for one that hangs and end it.</source>
        <translation>请重试；如果一直如此，请找出卡住的那个并结束它。</translation>
    </message>
    <message>
        <source>There is no valid token</source>
        <translation>没有有效令牌</translation>
    </message>
    <message>
        <source>There is no valid token, and none was to be minted.</source>
        <translation>没有有效令牌，而且未允许获取。</translation>
    </message>
    <message>
        <source>Mint one.</source>
        <translation>请获取一个。</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The provider asks to wait until %1.</source>
        <translation>提供商要求等到 %1。</translation>
    </message>
    <message>
        <source>No token endpoint of %1 answers at this URL</source>
        <translation>此 URL 上没有 %1 的令牌端点响应</translation>
    </message>
    <message>
        <source>Check the token URL and its environment: no token endpoint answers there.</source>
        <translation>请检查令牌 URL 及其环境：那里没有令牌端点响应。</translation>
    </message>
    <message>
        <source>The lock file %1 cannot be used: %2.</source>
        <translation>无法使用锁文件 %1：%2。</translation>
    </message>
    <message>
        <source>Another Tokenwright waits for the keychain and holds %1.</source>
        <translation>另一个 Tokenwright 正在等待密钥环，并占用了 %1。</translation>
    </message>
    <message>
        <source>It holds %1.</source>
        <translation>它占用了 %1。</translation>
    </message>
    <message>
        <source>it is a link</source>
        <translation>它是一个链接</translation>
    </message>
    <message>
        <source>it is no regular file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>It is not known where your home folder is: HOME is not set, and the system knows of no other. Set HOME, or XDG_CONFIG_HOME and XDG_DATA_HOME.</source>
        <translation>不知道您的主文件夹在哪里：未设置 HOME，系统也没有其他记录。请设置 HOME，或设置 XDG_CONFIG_HOME 和 XDG_DATA_HOME。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>无法创建文件夹 %1。</translation>
    </message>
    <message>
        <source>it is larger than %1 bytes</source>
        <translation>它大于 %1 字节</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>未知服务器</translation>
    </message>
    <message>
        <source>It was saved for %1 and would go to %2.</source>
        <translation>它是为 %1 保存的，而现在将发送到 %2。</translation>
    </message>
    <message>
        <source>The list of credential sets (credential-sets.json) was written by another version of this program. It was left as it is.</source>
        <translation>凭据集列表（credential-sets.json）由此程序的另一版本写入。已保持原样。</translation>
    </message>
    <message>
        <source>A credential set has no “%1”.</source>
        <translation>凭据集没有“%1”。</translation>
    </message>
    <message>
        <source>Its “id” has to be letters, digits, “-” and “_”, 64 at most.</source>
        <translation>其“id”只能由字母、数字、“-”和“_”组成，最多 64 个。</translation>
    </message>
    <message>
        <source>%1 has no environment “%2”.</source>
        <translation>%1 没有环境“%2”。</translation>
    </message>
    <message>
        <source>“%1” has no value.</source>
        <translation>“%1”没有值。</translation>
    </message>
    <message>
        <source>The token URL “%1” must be a plain https URL (http is for this computer alone).</source>
        <translation>令牌 URL“%1”必须是普通的 https URL（http 仅限本机）。</translation>
    </message>
    <message>
        <source>%1 names no place where tokens are revoked. “forget” drops the kept token; the provider lets it live until it expires.</source>
        <translation>%1 没有指定撤销令牌的地址。“forget”会丢弃已保存的令牌；在提供商那里，它在到期前依然有效。</translation>
    </message>
    <message>
        <source>The revocation URL must be a plain https URL (http is for this computer alone).</source>
        <translation>撤销 URL 必须是普通的 https URL（http 仅限本机）。</translation>
    </message>
    <message>
        <source>The certificate file “%1” must be named with its whole path, from / on.</source>
        <translation>证书文件“%1”必须用以 / 开头的完整路径指定。</translation>
    </message>
    <message>
        <source>which stands for something that is no UTF-8 text</source>
        <translation>它代表不是 UTF-8 文本的内容</translation>
    </message>
    <message>
        <source>a line end or another control character</source>
        <translation>即换行符或其他控制字符</translation>
    </message>
    <message>
        <source>which cannot be seen</source>
        <translation>它是不可见字符</translation>
    </message>
    <message>
        <source>a quotation mark as only documents have them (%1)</source>
        <translation>即只在文档中使用的引号（%1）</translation>
    </message>
    <message>
        <source>which reorders the text around it</source>
        <translation>它会改变周围文字的顺序</translation>
    </message>
    <message>
        <source>which is no whole character</source>
        <translation>它不是完整的字符</translation>
    </message>
    <message>
        <source>Character %1 of the %2 is %3, %4.</source>
        <translation>%2：第 %1 个字符是 %3，%4。</translation>
    </message>
    <message>
        <source>Byte %1 of the %2 is no UTF-8 text; nothing else can be kept unchanged.</source>
        <translation>%2：第 %1 个字节不是 UTF-8 文本；只有 UTF-8 文本才能原样保存。</translation>
    </message>
    <message>
        <source>A credential set needs a name.</source>
        <translation>凭据集需要一个名称。</translation>
    </message>
    <message>
        <source>A parameter has no name.</source>
        <translation>有参数没有名称。</translation>
    </message>
    <message>
        <source>parameter&apos;s name</source>
        <translation>参数的名称</translation>
    </message>
    <message>
        <source>header&apos;s name</source>
        <translation>标头的名称</translation>
    </message>
    <message>
        <source>“%1” is no name that HTTP allows for a header.</source>
        <translation>“%1”不是 HTTP 允许的标头名称。</translation>
    </message>
    <message>
        <source>The value of the header “%1” has a line end or another control character, which HTTP does not allow.</source>
        <translation>标头“%1”的值中有换行符或其他控制字符，HTTP 不允许这样。</translation>
    </message>
    <message>
        <source>Blanks or line ends around the %1 were taken off.</source>
        <translation>已去除%1首尾的空白或换行符。</translation>
    </message>
    <message>
        <source>“%1” is a secret and has several values; only one can be kept.</source>
        <translation>“%1”是机密，却有多个值；只能保存一个。</translation>
    </message>
    <message>
        <source>client ID</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>client secret</source>
        <translation>客户端密钥</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and a variable is kept in a file. If the server takes it as a request parameter, enter it as a secret one.</source>
        <translation>从名称看，“%1”是机密，而变量保存在文件中。如果服务器将它作为请求参数，请将其作为机密参数输入。</translation>
    </message>
    <message>
        <source>The URL in “%1” has a user name or a password before its host. Take it out; ID and secret have places of their own.</source>
        <translation>“%1”中的 URL 在主机名前有用户名或密码。请将其去掉；ID 和密钥有各自的输入位置。</translation>
    </message>
    <message>
        <source>The URL in “%1” holds “%2”, and a variable is kept in a file. Take it out; ID and secret have places of their own, and a further secret can be a secret request parameter.</source>
        <translation>“%1”中的 URL 含有“%2”，而变量保存在文件中。请将其去掉；ID 和密钥有各自的输入位置，其他机密可作为机密的请求参数。</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and is kept in the keychain.</source>
        <translation>从名称看，“%1”是机密，因此保存在密钥环中。</translation>
    </message>
    <message>
        <source>secret has expired</source>
        <translation>机密已过期</translation>
    </message>
    <message>
        <source>secret expires %1</source>
        <translation>机密到期：%1</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>in %1 days</source>
        <translation>%1 天后</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>%1 天前</translation>
    </message>
    <message>
        <source>“%1” is no day of the calendar; write it as 2027-06-30.</source>
        <translation>“%1”不是有效的日期；请写成 2027-06-30 这样的形式。</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already; choose another name.</source>
        <translation>%2 中已有名为“%1”的凭据集；请换一个名称。</translation>
    </message>
    <message>
        <source>Enter the %1.</source>
        <translation>请输入%1。</translation>
    </message>
    <message>
        <source>The %1 does not look as %2 expects it (pattern %3).</source>
        <translation>%1 不符合 %2 要求的格式（模式 %3）。</translation>
    </message>
    <message>
        <source>There is a private key in it; that belongs into its own field.</source>
        <translation>其中含有私钥；请将私钥填入专门的字段。</translation>
    </message>
    <message>
        <source>This certificate is not for the private key above.</source>
        <translation>此证书与上面的私钥不匹配。</translation>
    </message>
    <message>
        <source>%1 needs at least one scope.</source>
        <translation>%1 需要至少一个范围。</translation>
    </message>
    <message>
        <source>This %1 looks like one for %2 (%3), but the environment is %4.</source>
        <translation>此 %1 看起来属于 %2（%3），但环境是 %4。</translation>
    </message>
    <message>
        <source>This %1 does not look like one for %2: those have %3 in them.</source>
        <translation>此 %1 看起来不属于 %2：属于该环境的都含有 %3。</translation>
    </message>
    <message>
        <source>%1 has no such environment; choose another.</source>
        <translation>%1 没有这样的环境；请选择其他环境。</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>生产</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The JWK is incomplete: its “%1” is missing or no base64url.</source>
        <translation>JWK 不完整：其“%1”缺失或不是 base64url。</translation>
    </message>
    <message>
        <source>The JWK holds no key: its numbers do not belong together.</source>
        <translation>JWK 中没有密钥：其中的数值互不匹配。</translation>
    </message>
    <message>
        <source>The JWK is a key of a curve that does not sign here; P-256, P-384, P-521, Ed25519 and Ed448 do.</source>
        <translation>JWK 的密钥所用曲线在此不能用于签名；可用的有 P-256、P-384、P-521、Ed25519 和 Ed448。</translation>
    </message>
    <message>
        <source>The JWK is an RSA key of more than two primes.</source>
        <translation>JWK 是使用两个以上素数的 RSA 密钥。</translation>
    </message>
    <message>
        <source>The RSA key of the JWK is too long.</source>
        <translation>JWK 的 RSA 密钥太长。</translation>
    </message>
    <message>
        <source>This is a set of keys (JWKS). Take the one key out of it that the server knows you by, with its private part “d”.</source>
        <translation>这是一组密钥（JWKS）。请从中取出服务器用来识别您的那个密钥，连同其私有部分“d”。</translation>
    </message>
    <message>
        <source>This is JSON, but no key in JWK form: it has no “kty”.</source>
        <translation>这是 JSON，但不是 JWK 格式的密钥：其中没有“kty”。</translation>
    </message>
    <message>
        <source>This JWK is a shared secret (oct): it belongs into the client secret, and signs by client_secret_jwt.</source>
        <translation>此 JWK 是共享密钥（oct）：它应填入客户端密钥，并用 client_secret_jwt 签名。</translation>
    </message>
    <message>
        <source>This JWK holds a public key alone: it has no “d”. The private key is needed.</source>
        <translation>此 JWK 只有公钥：其中没有“d”。需要私钥。</translation>
    </message>
    <message>
        <source>This is a list of keys. Take the one out of it that the server knows you by.</source>
        <translation>这是密钥列表。请从中取出服务器用来识别您的那个密钥。</translation>
    </message>
    <message>
        <source>This is no private key: neither PEM nor JSON that is whole.</source>
        <translation>这不是私钥：既不是 PEM，也不是完整的 JSON。</translation>
    </message>
    <message>
        <source>This JWK is of another kind than RSA, EC and OKP.</source>
        <translation>此 JWK 的类型不是 RSA、EC 或 OKP。</translation>
    </message>
    <message>
        <source>RSA, %1 bits</source>
        <translation>RSA，%1 位</translation>
    </message>
    <message>
        <source>RSA for PSS alone, %1 bits</source>
        <translation>仅用于 PSS 的 RSA，%1 位</translation>
    </message>
    <message>
        <source>elliptic curve %1</source>
        <translation>椭圆曲线 %1</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase, which is needed once: the keychain keeps the key without it.</source>
        <translation>私钥受密码短语保护，只需输入一次：密钥环保存的私钥不带密码短语。</translation>
    </message>
    <message>
        <source>This is a public key or a certificate; the private key is needed.</source>
        <translation>这是公钥或证书；需要私钥。</translation>
    </message>
    <message>
        <source>This is no private key in PEM form (-----BEGIN PRIVATE KEY-----) and no JWK.</source>
        <translation>这既不是 PEM 格式的私钥（-----BEGIN PRIVATE KEY-----），也不是 JWK。</translation>
    </message>
    <message>
        <source>The private key is missing.</source>
        <translation>缺少私钥。</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key. Where it is the right one, open the key with “openssl pkey -in KEY”.</source>
        <translation>该密码短语无法打开私钥。如果密码短语正确，请用“openssl pkey -in KEY”打开密钥。</translation>
    </message>
    <message>
        <source>The certificate is missing.</source>
        <translation>缺少证书。</translation>
    </message>
    <message>
        <source>This is no certificate in PEM form (-----BEGIN CERTIFICATE-----).</source>
        <translation>这不是 PEM 格式的证书（-----BEGIN CERTIFICATE-----）。</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>无名称</translation>
    </message>
    <message>
        <source>%1, expired on %2</source>
        <translation>%1，已于 %2 过期</translation>
    </message>
    <message>
        <source>%1, valid until %2</source>
        <translation>%1，有效期至 %2</translation>
    </message>
    <message>
        <source>There is no signature algorithm “%1”; known are %2.</source>
        <translation>没有签名算法“%1”；已知的有 %2。</translation>
    </message>
    <message>
        <source>“%1” signs by the client secret (client_secret_jwt). By a private key sign %2.</source>
        <translation>“%1”用客户端密钥签名（client_secret_jwt）。用私钥签名的有 %2。</translation>
    </message>
    <message>
        <source>%1 needs an RSA key; this one is: %2.</source>
        <translation>%1 需要 RSA 密钥；此密钥是：%2。</translation>
    </message>
    <message>
        <source>%1 needs a key of the curve %2; this one is: %3.</source>
        <translation>%1 需要曲线 %2 的密钥；此密钥是：%3。</translation>
    </message>
    <message>
        <source>%1 needs a key of the kind Ed25519 or Ed448; this one is: %2.</source>
        <translation>%1 需要 Ed25519 或 Ed448 类型的密钥；此密钥是：%2。</translation>
    </message>
    <message>
        <source>The private key could not sign (%1).</source>
        <translation>私钥无法签名（%1）。</translation>
    </message>
    <message>
        <source>The client secret is missing.</source>
        <translation>缺少客户端密钥。</translation>
    </message>
    <message>
        <source>The client secret could not sign.</source>
        <translation>客户端密钥无法签名。</translation>
    </message>
    <message>
        <source>bash, dash, zsh and the like</source>
        <translation>bash、dash、zsh 等</translation>
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
        <translation>.env 文件及读取此类文件的程序</translation>
    </message>
    <message>
        <source>programs, as one object</source>
        <translation>程序，以单个对象形式</translation>
    </message>
    <message>
        <source>The value of %1 has characters that “%2” cannot hold: not everything that reads it would see the same. Take another format.</source>
        <translation>%1 的值含有“%2”无法表示的字符：各程序读到的内容会不一致。请换用其他格式。</translation>
    </message>
    <message>
        <source>Bearer header</source>
        <translation>Bearer 标头</translation>
    </message>
    <message>
        <source>the header</source>
        <translation>标头</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>the access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>curl command</source>
        <translation>curl 命令</translation>
    </message>
    <message>
        <source>a curl command</source>
        <translation>curl 命令</translation>
    </message>
    <message>
        <source>HTTPie command</source>
        <translation>HTTPie 命令</translation>
    </message>
    <message>
        <source>an HTTPie command</source>
        <translation>HTTPie 命令</translation>
    </message>
    <message>
        <source>.http request</source>
        <translation>.http 请求</translation>
    </message>
    <message>
        <source>a .http request</source>
        <translation>.http 请求</translation>
    </message>
    <message>
        <source>Shell export</source>
        <translation>Shell 导出</translation>
    </message>
    <message>
        <source>shell variables</source>
        <translation>shell 变量</translation>
    </message>
    <message>
        <source>PowerShell command</source>
        <translation>PowerShell 命令</translation>
    </message>
    <message>
        <source>a PowerShell command</source>
        <translation>PowerShell 命令</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>the token as JSON</source>
        <translation>JSON 格式的令牌</translation>
    </message>
    <message>
        <source>JavaScript fetch</source>
        <translation>JavaScript fetch</translation>
    </message>
    <message>
        <source>a fetch call</source>
        <translation>fetch 调用</translation>
    </message>
    <message>
        <source>the Basic header</source>
        <translation>Basic 标头</translation>
    </message>
    <message>
        <source>A line end or another control character stands in the token or the header that it goes into; mend the provider file.</source>
        <translation>令牌或其所在的标头中有换行符或其他控制字符；请修正提供商文件。</translation>
    </message>
    <message>
        <source>The desktop&apos;s settings name no proxy that can be used for this server.</source>
        <translation>桌面设置中没有可用于此服务器的代理。</translation>
    </message>
    <message>
        <source>The server did not accept the client&apos;s certificate.</source>
        <translation>服务器不接受客户端的证书。</translation>
    </message>
    <message>
        <source>The server demands a TLS certificate of the client.</source>
        <translation>服务器要求客户端提供 TLS 证书。</translation>
    </message>
    <message>
        <source>The server may demand a TLS certificate of the client.</source>
        <translation>服务器可能要求客户端提供 TLS 证书。</translation>
    </message>
    <message>
        <source>The answer is larger than %1 KiB.</source>
        <translation>响应大于 %1 KiB。</translation>
    </message>
    <message>
        <source>The proxy is %1:%2.</source>
        <translation>代理是 %1:%2。</translation>
    </message>
    <message>
        <source>The server closed the connection before it had answered. The request was not sent again.</source>
        <translation>服务器在响应之前关闭了连接。请求没有重新发送。</translation>
    </message>
    <message>
        <source>It may not have accepted the client&apos;s certificate.</source>
        <translation>它可能没有接受客户端的证书。</translation>
    </message>
    <message>
        <source>No whole answer within %1 seconds.</source>
        <translation>%1 秒内没有收到完整的响应。</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read: %2</source>
        <translation>无法读取证书文件 %1：%2</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate.</source>
        <translation>证书文件 %1 中没有证书。</translation>
    </message>
    <message>
        <source>The client&apos;s certificate or its private key cannot be used for TLS.</source>
        <translation>客户端的证书或其私钥无法用于 TLS。</translation>
    </message>
    <message>
        <source>The variable %1 names a proxy that cannot be used, %2: %3</source>
        <translation>变量 %1 指定的代理 %2 无法使用：%3</translation>
    </message>
    <message>
        <source>it is no address of a proxy.</source>
        <translation>它不是代理的地址。</translation>
    </message>
    <message>
        <source>a proxy that is itself spoken to over TLS is not supported.</source>
        <translation>不支持自身通过 TLS 连接的代理。</translation>
    </message>
    <message>
        <source>version 4 of SOCKS is not supported, version 5 is.</source>
        <translation>不支持 SOCKS 版本 4，支持版本 5。</translation>
    </message>
    <message>
        <source>“%1” is no kind of proxy that is known.</source>
        <translation>“%1”不是已知的代理类型。</translation>
    </message>
    <message>
        <source>The client ID has a “:” in it, which would end it in a Basic header with ID and secret as they are. Choose the client authentication client_secret_basic (form-encoded) or client_secret_post.</source>
        <translation>客户端 ID 中有“:”，在原样使用 ID 和密钥的 Basic 标头中，它会使 ID 提前结束。请选择客户端身份验证方式 client_secret_basic（表单编码）或 client_secret_post。</translation>
    </message>
    <message>
        <source>The certificate and the private key do not belong together.</source>
        <translation>证书与私钥不匹配。</translation>
    </message>
    <message>
        <source>Basic header, form-encoded (RFC 6749)</source>
        <translation>Basic 标头，表单编码（RFC 6749）</translation>
    </message>
    <message>
        <source>Basic header, ID and secret as they are</source>
        <translation>Basic 标头，原样使用 ID 和密钥</translation>
    </message>
    <message>
        <source>ID and secret in the request body</source>
        <translation>ID 和密钥放在请求正文中</translation>
    </message>
    <message>
        <source>ID and secret in the URL</source>
        <translation>ID 和密钥放在 URL 中</translation>
    </message>
    <message>
        <source>Servers and proxies write URLs into their logs, the secret with them. Use this only where the provider takes nothing else.</source>
        <translation>服务器和代理会把 URL 写入日志，其中也包括机密。只有在提供商不接受其他方式时才使用此方式。</translation>
    </message>
    <message>
        <source>Assertion signed with a private key</source>
        <translation>用私钥签名的断言</translation>
    </message>
    <message>
        <source>Assertion signed with the client secret</source>
        <translation>用客户端密钥签名的断言</translation>
    </message>
    <message>
        <source>TLS certificate of the client</source>
        <translation>客户端的 TLS 证书</translation>
    </message>
    <message>
        <source>None: the client ID alone</source>
        <translation>无：仅客户端 ID</translation>
    </message>
    <message>
        <source>The server wants a TLS certificate of the client besides, and its private key; there is none.</source>
        <translation>服务器还要求客户端的 TLS 证书及其私钥；但没有提供。</translation>
    </message>
    <message>
        <source>%1 does not say where its tokens are had. Ask the provider for its token URL.</source>
        <translation>%1 没有说明从哪里获取令牌。请向提供商询问其令牌 URL。</translation>
    </message>
    <message>
        <source>Give an https URL, without a login (http is for this computer alone).</source>
        <translation>请输入不含登录信息的 https URL（http 仅限本机）。</translation>
    </message>
    <message>
        <source>%1 leads on to %2, which was not asked for. If that is the server you mean, give its address.</source>
        <translation>%1 指向 %2，但后者不是您所请求的。如果那就是您要找的服务器，请输入它的地址。</translation>
    </message>
    <message>
        <source>Not granted: the scope %1.</source>
        <translation>未授予的范围：%1。</translation>
    </message>
    <message>
        <source>Not granted: the scopes %1.</source>
        <translation>未授予的范围：%1。</translation>
    </message>
    <message>
        <source>%1 of %2 left</source>
        <translation>剩余 %1/%2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1: %2 until %3</source>
        <translation>%1：%2，%3 重置</translation>
    </message>
    <message>
        <source>The header “%1” needs the secret “%2”, which the keychain does not hold.</source>
        <translation>标头“%1”需要机密“%2”，而密钥环中没有。</translation>
    </message>
    <message>
        <source>The header “%1” cannot be sent: its name or its value is not what HTTP allows.</source>
        <translation>无法发送标头“%1”：其名称或值不符合 HTTP 的规定。</translation>
    </message>
    <message>
        <source>“%1” is no method of HTTP.</source>
        <translation>“%1”不是 HTTP 方法。</translation>
    </message>
    <message>
        <source>Unknown body format “%1”.</source>
        <translation>未知的正文格式“%1”。</translation>
    </message>
    <message>
        <source>The server&apos;s “%1” is no https address.</source>
        <translation>服务器的“%1”不是 https 地址。</translation>
    </message>
    <message>
        <source>%1 names no issuer.</source>
        <translation>%1 没有指定颁发者。</translation>
    </message>
    <message>
        <source>%1 is of the issuer %2, not of %3.</source>
        <translation>%1 属于颁发者 %2，而不是 %3。</translation>
    </message>
    <message>
        <source>%1 names no token endpoint.</source>
        <translation>%1 没有指定令牌端点。</translation>
    </message>
    <message>
        <source>What was found describes the resource “%1”, not %2.</source>
        <translation>找到的内容描述的是资源“%1”，而不是 %2。</translation>
    </message>
    <message>
        <source>%1 names no authorization server with an https address.</source>
        <translation>%1 没有指定使用 https 地址的授权服务器。</translation>
    </message>
    <message>
        <source>The provider&apos;s file wants to check tokens at “%1”. A token is sent to its token endpoint&apos;s host or to the environment&apos;s apiBaseUrl alone.</source>
        <translation>提供商的文件要求在“%1”检查令牌。令牌只会发送到其令牌端点的主机，或环境的 apiBaseUrl。</translation>
    </message>
    <message>
        <source>The API accepted the token.</source>
        <translation>API 接受了该令牌。</translation>
    </message>
    <message>
        <source>The API refused the token: it may have expired, been revoked, or belong to another environment.</source>
        <translation>API 拒绝了该令牌：它可能已过期、已被撤销，或属于其他环境。</translation>
    </message>
    <message>
        <source>The API accepted the token, but it lacks the scope or the permission for this call.</source>
        <translation>API 接受了该令牌，但它缺少此调用所需的范围或权限。</translation>
    </message>
    <message>
        <source>The answer does not tell whether the token is good.</source>
        <translation>从响应无法判断令牌是否有效。</translation>
    </message>
    <message>
        <source>Mint a new token and check again.</source>
        <translation>请获取新令牌，然后再次检查。</translation>
    </message>
    <message>
        <source>Add the scope to the credential set, or ask the provider to grant it.</source>
        <translation>请将该范围添加到凭据集，或请提供商授予该范围。</translation>
    </message>
    <message>
        <source>Try again later, or use the token where you need it.</source>
        <translation>请稍后再试，或直接在需要的地方使用该令牌。</translation>
    </message>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>提供商的文件没有描述可用来检查令牌的调用。</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>accepted, but lacks the scope</source>
        <translation>已接受，但缺少范围</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Unknown client authentication “%1”.</source>
        <translation>未知的客户端身份验证方式“%1”。</translation>
    </message>
    <message>
        <source>The client ID is missing.</source>
        <translation>缺少客户端 ID。</translation>
    </message>
    <message>
        <source>“%1” is required and has no value.</source>
        <translation>“%1”是必需的，但没有值。</translation>
    </message>
    <message>
        <source>An Authorization header cannot be set by hand: choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>不能手动设置 Authorization 标头：请选择一种客户端身份验证方式，以便机密留在密钥环中。</translation>
    </message>
    <message>
        <source>%1 requires at least one scope.</source>
        <translation>%1 要求至少一个范围。</translation>
    </message>
    <message>
        <source>“%1” cannot be sent: the request takes no parameters. A provider file can put it into a header.</source>
        <translation>无法发送“%1”：该请求不接受参数。可在提供商文件中将它放入标头。</translation>
    </message>
    <message>
        <source>The parameter “%1” is set already by the credential set&apos;s other fields.</source>
        <translation>参数“%1”已由凭据集的其他字段设置。</translation>
    </message>
    <message>
        <source>The answer has no body.</source>
        <translation>响应没有正文。</translation>
    </message>
    <message numerus="yes">
        <source>It is %n byte(s) of %1, neither JSON nor XML.</source>
        <translation>
            <numerusform>响应是 %n 字节的 %1，既不是 JSON 也不是 XML。</numerusform>
        </translation>
    </message>
    <message>
        <source>something</source>
        <translation>未知数据</translation>
    </message>
    <message>
        <source>It holds: %1</source>
        <translation>其中包含：%1</translation>
    </message>
    <message>
        <source>The answer is a redirect without a target.</source>
        <translation>响应是没有目标的重定向。</translation>
    </message>
    <message>
        <source>The answer is a redirect to %1, which is not followed.</source>
        <translation>响应重定向到 %1，未予跟随。</translation>
    </message>
    <message>
        <source>There is no access token at “%1”.</source>
        <translation>“%1”处没有访问令牌。</translation>
    </message>
    <message>
        <source>The access token in the answer holds characters that cannot stand in a header.</source>
        <translation>响应中的访问令牌含有不能出现在标头中的字符。</translation>
    </message>
    <message>
        <source>The access token is of type “%1” and cannot be used as a bearer token.</source>
        <translation>访问令牌的类型是“%1”，不能用作 Bearer 令牌。</translation>
    </message>
    <message>
        <source>Try again now; the time it asked to wait is over.</source>
        <translation>现在可以重试；要求等待的时间已过。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>Try again in %1 (%2).</source>
        <translation>请在 %1后重试（%2）。</translation>
    </message>
    <message>
        <source>%1 refused a scope</source>
        <translation>%1 拒绝了某个范围</translation>
    </message>
    <message>
        <source>%1 does not take the refresh token any more</source>
        <translation>%1 不再接受该刷新令牌</translation>
    </message>
    <message>
        <source>A web page came instead of an answer.</source>
        <translation>收到的是网页，而不是响应。</translation>
    </message>
    <message>
        <source>A web page came instead of an answer: “%1”</source>
        <translation>收到的是网页，而不是响应：“%1”</translation>
    </message>
    <message>
        <source>the provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>field “%1”: expected %2</source>
        <translation>字段“%1”应为：%2</translation>
    </message>
    <message>
        <source>a value, and it is missing</source>
        <translation>某个值，但缺失</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>文本列表</translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation>整数列表</translation>
    </message>
    <message>
        <source>an object, a list or a text</source>
        <translation>对象、列表或文本</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>a list of objects</source>
        <translation>对象列表</translation>
    </message>
    <message>
        <source>an object of objects</source>
        <translation>由对象组成的对象</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a day.</source>
        <translation>%1 的文档规定每天最多 %2 次。</translation>
    </message>
    <message>
        <source>%1 documents at most %2 an hour.</source>
        <translation>%1 的文档规定每小时最多 %2 次。</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a minute.</source>
        <translation>%1 的文档规定每分钟最多 %2 次。</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a second.</source>
        <translation>%1 的文档规定每秒最多 %2 次。</translation>
    </message>
    <message>
        <source>%1 documents at most %2 in %3.</source>
        <translation>%1 的文档规定在 %3内最多 %2 次。</translation>
    </message>
    <message>
        <source>%1 locks a client after one refused request.</source>
        <translation>%1 会在一次请求被拒绝后锁定客户端。</translation>
    </message>
    <message>
        <source>%1 locks a client after %2 refused requests.</source>
        <translation>%1 会在 %2 次请求被拒绝后锁定客户端。</translation>
    </message>
    <message>
        <source>As long as a token lives, %1 answers with it again.</source>
        <translation>在令牌有效期内，%1 会一直返回同一个令牌。</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>刷新令牌</translation>
    </message>
    <message>
        <source>its id “%1” is also that of %2, which counts</source>
        <translation>其 id“%1”与 %2 的相同，以后者为准</translation>
    </message>
    <message>
        <source>There is no provider “%1”; it may be misspelt, or its file missing.</source>
        <translation>没有提供商“%1”；可能是拼写有误，或缺少其文件。</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>以下之一：%1</translation>
    </message>
    <message>
        <source>an https URL (plain http is for 127.0.0.1, localhost and [::1] alone)</source>
        <translation>https URL（普通 http 仅限 127.0.0.1、localhost 和 [::1]）</translation>
    </message>
    <message>
        <source>a header&apos;s name</source>
        <translation>标头的名称</translation>
    </message>
    <message>
        <source>a header&apos;s value, without line ends</source>
        <translation>标头的值，不含换行符</translation>
    </message>
    <message>
        <source>no “exp”, which comes of “lifetime”</source>
        <translation>不含“exp”，它由“lifetime”得出</translation>
    </message>
    <message>
        <source>one word, such as Basic</source>
        <translation>一个词，例如 Basic</translation>
    </message>
    <message>
        <source>this or “per”</source>
        <translation>此项或“per”</translation>
    </message>
    <message>
        <source>%1, the only version this program reads</source>
        <translation>%1，即此程序唯一能读取的版本</translation>
    </message>
    <message>
        <source>an https URL</source>
        <translation>https URL</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>客户端密钥</translation>
    </message>
    <message>
        <source>at least one environment</source>
        <translation>至少一个环境</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>The provider file has no id and name at its beginning.</source>
        <translation>提供商文件的开头没有 id 和 name。</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（副本）</translation>
    </message>
    <message>
        <source>The server does not take the refresh token any more. It may have run out, been withdrawn (a password changed, access taken back), replaced by a later sign-in, or been used by another program: where each use brings another one, a second use of the same ends both. Sign in at the provider again, then edit this credential set and paste the new refresh token.</source>
        <translation>服务器不再接受该刷新令牌。它可能已到期、被收回（更改了密码、取消了访问权限）、被之后的登录替换，或被其他程序用过：如果每次使用都会换发新令牌，那么重复使用同一个会使两者都失效。请在提供商处重新登录，然后编辑此凭据集并粘贴新的刷新令牌。</translation>
    </message>
    <message>
        <source>The server takes no refresh tokens here: check the token URL and the grant type in the provider file.</source>
        <translation>服务器在此处不接受刷新令牌：请检查令牌 URL 和提供商文件中的授权类型。</translation>
    </message>
    <message>
        <source>The refresh token was given for other scopes: ask for some of those, or for none to get all of them. More scopes take a new sign-in and its refresh token.</source>
        <translation>该刷新令牌是针对其他范围发放的：请只请求其中的一些范围，或不指定范围以获得全部。要获得更多范围，需要重新登录并使用新的刷新令牌。</translation>
    </message>
    <message>
        <source>The server could not use the request: check the parameters, the scopes and the client authentication of this credential set.</source>
        <translation>服务器无法处理该请求：请检查此凭据集的参数、范围和客户端身份验证方式。</translation>
    </message>
    <message>
        <source>The server refuses this grant: check the token URL, and ask the provider whether the client still exists and may use client credentials.</source>
        <translation>服务器拒绝此授权：请检查令牌 URL，并向提供商询问该客户端是否仍然存在、能否使用客户端凭据。</translation>
    </message>
    <message>
        <source>The client may not use client credentials: allow that grant for it where its keys are managed.</source>
        <translation>该客户端不能使用客户端凭据：请在管理其密钥的地方允许此授权。</translation>
    </message>
    <message>
        <source>The server does not offer client credentials here: check the token URL and the grant type in the provider file.</source>
        <translation>服务器在此处不提供客户端凭据：请检查令牌 URL 和提供商文件中的授权类型。</translation>
    </message>
    <message>
        <source>The server does not grant one of the scopes: check how they are written, and leave out what the client was not granted.</source>
        <translation>服务器未授予其中一个范围：请检查各范围的写法，并去掉未授予该客户端的范围。</translation>
    </message>
    <message>
        <source>minted</source>
        <translation>已获取</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>checked: %1</source>
        <translation>检查：%1</translation>
    </message>
    <message>
        <source>revoking: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>keep fresh</source>
        <translation>保持有效</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>时间：</translation>
    </message>
    <message>
        <source>Credential set:</source>
        <translation>凭据集：</translation>
    </message>
    <message>
        <source>Provider:</source>
        <translation>提供商：</translation>
    </message>
    <message>
        <source>Endpoint:</source>
        <translation>端点：</translation>
    </message>
    <message>
        <source>Client authentication:</source>
        <translation>客户端身份验证：</translation>
    </message>
    <message>
        <source>Outcome:</source>
        <translation>结果：</translation>
    </message>
    <message>
        <source>HTTP status:</source>
        <translation>HTTP 状态：</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>Duration:</source>
        <translation>耗时：</translation>
    </message>
    <message>
        <source>Code:</source>
        <translation>代码：</translation>
    </message>
    <message>
        <source>Message:</source>
        <translation>消息：</translation>
    </message>
    <message>
        <source>That is what “%1” has already; nothing was changed.</source>
        <translation>这就是“%1”现有的机密；没有任何更改。</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期时间</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>签发时间</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>生效时间</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>登录时间</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>受众</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Authorised party</source>
        <translation>被授权方</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>应用程序</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Token ID</source>
        <translation>令牌 ID</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>密钥 ID</translation>
    </message>
    <message>
        <source>Asked for and not granted: %1.</source>
        <translation>已请求但未授予：%1。</translation>
    </message>
    <message>
        <source>Granted without being asked for: %1.</source>
        <translation>未请求但已授予：%1。</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 later than what the provider answered. The earlier one counts.</source>
        <translation>令牌自身的到期时间（exp）比提供商响应中的晚 %1。以较早的为准。</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 earlier than what the provider answered. The earlier one counts.</source>
        <translation>令牌自身的到期时间（exp）比提供商响应中的早 %1。以较早的为准。</translation>
    </message>
    <message>
        <source>The token is opaque: it is no JWT, and only the provider can tell what is in it.</source>
        <translation>令牌是不透明的：它不是 JWT，只有提供商知道其中的内容。</translation>
    </message>
    <message>
        <source>The list of token lifetimes (tokens.json) was written by another version of this program. It was left as it is.</source>
        <translation>令牌有效期列表（tokens.json）由此程序的另一版本写入。已保持原样。</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分钟 %2 秒</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1后</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>The provider gave a new refresh token, and the keychain does not take it: it is in memory alone, and the one in the keychain may be worth nothing. It is tried again until it is kept.</source>
        <translation>提供商给出了新的刷新令牌，但密钥环没有接受：它只在内存中，而密钥环中的那个可能已失效。程序会不断重试，直到保存成功。</translation>
    </message>
    <message>
        <source>no token yet</source>
        <translation>尚无令牌</translation>
    </message>
    <message>
        <source>minting…</source>
        <translation>正在获取…</translation>
    </message>
    <message>
        <source>minting… %1</source>
        <translation>正在获取… %1</translation>
    </message>
    <message>
        <source>valid, lifetime unknown</source>
        <translation>有效，有效期未知</translation>
    </message>
    <message>
        <source>ready to copy, %1</source>
        <translation>可复制，%1</translation>
    </message>
    <message>
        <source>ready to copy</source>
        <translation>可复制</translation>
    </message>
    <message>
        <source>A quotation mark is never closed.</source>
        <translation>有引号未闭合。</translation>
    </message>
    <message>
        <source>Shells and readers of .env files take its value differently; put it in single quotation marks.</source>
        <translation>各种 shell 和读取 .env 文件的程序对其值的理解不同；请将它放在单引号中。</translation>
    </message>
    <message>
        <source>cmd.exe takes the quotation marks for a part of its value; write set &quot;NAME=value&quot;.</source>
        <translation>cmd.exe 会把引号当作其值的一部分；请写成 set &quot;NAME=value&quot;。</translation>
    </message>
    <message>
        <source>cmd.exe takes the comment for a part of its value.</source>
        <translation>cmd.exe 会把注释当作其值的一部分。</translation>
    </message>
    <message>
        <source>For a shell its value ends at the blank.</source>
        <translation>对 shell 来说，其值到空格为止。</translation>
    </message>
    <message>
        <source>For a shell its value ends at “&amp;” or “|”.</source>
        <translation>对 shell 来说，其值到“&amp;”或“|”为止。</translation>
    </message>
    <message>
        <source>Something follows a closing quotation mark.</source>
        <translation>右引号之后还有内容。</translation>
    </message>
    <message>
        <source>“#” was taken for a part of its value.</source>
        <translation>“#”被当作其值的一部分。</translation>
    </message>
    <message>
        <source>Its value holds a control character.</source>
        <translation>其值含有控制字符。</translation>
    </message>
    <message>
        <source>Its value is not in the file itself: a variable, a command or a pattern stands there.</source>
        <translation>其值不在文件本身之中：那里是变量、命令或模式。</translation>
    </message>
    <message>
        <source>Its value goes on in the next line.</source>
        <translation>其值延续到下一行。</translation>
    </message>
    <message>
        <source>Its value is not in the file itself.</source>
        <translation>其值不在文件本身之中。</translation>
    </message>
    <message>
        <source>YAML takes its value for a number or a truth value; put it in quotation marks.</source>
        <translation>YAML 会把其值当作数字或布尔值；请加上引号。</translation>
    </message>
    <message>
        <source>The quotation marks are a part of its value there; put them around the whole item.</source>
        <translation>引号在那里是其值的一部分；请用引号括住整个条目。</translation>
    </message>
    <message>
        <source>Its YAML holds more than any such file does.</source>
        <translation>其 YAML 内容过多，不像是此类文件。</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>“%1”：%2</translation>
    </message>
    <message>
        <source>“%1” is there twice, with different values.</source>
        <translation>“%1”出现了两次，且值不同。</translation>
    </message>
    <message>
        <source>The refresh token is not carried over: no provider takes it, and there is no token URL.</source>
        <translation>未导入刷新令牌：没有接受它的提供商，也没有令牌 URL。</translation>
    </message>
    <message>
        <source>“%1” before the token</source>
        <translation>令牌前的“%1”</translation>
    </message>
    <message>
        <source>the token&apos;s place in the URL</source>
        <translation>令牌在 URL 中的位置</translation>
    </message>
    <message>
        <source>the ID token in the place of the access token</source>
        <translation>以 ID 令牌代替访问令牌</translation>
    </message>
    <message>
        <source>the script that runs before the request</source>
        <translation>在请求之前运行的脚本</translation>
    </message>
    <message>
        <source>variable “%1”</source>
        <translation>变量“%1”</translation>
    </message>
    <message>
        <source>environment “%1”, %2</source>
        <translation>环境“%1”，%2</translation>
    </message>
    <message>
        <source>A block is never closed (%1).</source>
        <translation>有块未闭合（%1）。</translation>
    </message>
    <message>
        <source>This curl command reads another file (%1), which is not looked into.</source>
        <translation>此 curl 命令会读取另一个文件（%1），未查看该文件。</translation>
    </message>
    <message>
        <source>the key&apos;s password</source>
        <translation>密钥的密码</translation>
    </message>
    <message>
        <source>This curl command has no URL.</source>
        <translation>此 curl 命令没有 URL。</translation>
    </message>
    <message>
        <source>the empty header %1</source>
        <translation>空标头 %1</translation>
    </message>
    <message>
        <source>This curl command asks for the secret itself.</source>
        <translation>此 curl 命令会自行询问机密。</translation>
    </message>
    <message>
        <source>the file sent as “%1”</source>
        <translation>作为“%1”发送的文件</translation>
    </message>
    <message>
        <source>what curl takes for no part of the value of “%1”</source>
        <translation>“%1”的值中 curl 不采用的部分</translation>
    </message>
    <message>
        <source>A quotation mark of this curl command is never closed.</source>
        <translation>此 curl 命令有引号未闭合。</translation>
    </message>
    <message>
        <source>It is a command of PowerShell&apos;s own, which is not read; what curl.exe is called with is.</source>
        <translation>这是 PowerShell 自己的命令，不会读取；可以读取的是 curl.exe 的调用参数。</translation>
    </message>
    <message>
        <source>This curl command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>此 curl 命令的某个值取自 shell 变量或命令，不在文件中。</translation>
    </message>
    <message>
        <source>curl wants a blank, not “=”, between %1 and its value.</source>
        <translation>在 %1 与其值之间，curl 要求用空格而不是“=”。</translation>
    </message>
    <message>
        <source>The value of %1 is missing in this curl command.</source>
        <translation>此 curl 命令中缺少 %1 的值。</translation>
    </message>
    <message>
        <source>It holds more than %1 curl commands.</source>
        <translation>其中的 curl 命令超过 %1 条。</translation>
    </message>
    <message>
        <source>A document&apos;s quotation marks, dashes or blanks were read as a shell&apos;s.</source>
        <translation>已将文档所用的引号、短横线或空白按 shell 的对应字符读取。</translation>
    </message>
    <message>
        <source>Blanks between the mark that continues a line and the line&apos;s end were passed over.</source>
        <translation>已忽略续行符与行尾之间的空白。</translation>
    </message>
    <message>
        <source>There is no provider file for any server, as “oauth2” is.</source>
        <translation>没有适用于任意服务器的提供商文件（如“oauth2”）。</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>服务器只接受用 %1 验证客户端身份，而这里不支持其中任何一种。</translation>
    </message>
    <message>
        <source>entry “%1”</source>
        <translation>条目“%1”</translation>
    </message>
    <message>
        <source>application “%1”</source>
        <translation>应用程序“%1”</translation>
    </message>
    <message>
        <source>user “%1”</source>
        <translation>用户“%1”</translation>
    </message>
    <message>
        <source>Not carried over: %1. It signs a person in.</source>
        <translation>未导入：%1。它用于用户登录。</translation>
    </message>
    <message>
        <source>Not carried over: the refresh token. It does not say for which of the applications it is.</source>
        <translation>未导入：刷新令牌。其中没有说明它属于哪个应用程序。</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>用户 %1</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>“%1”出现了两次。</translation>
    </message>
    <message>
        <source>“%1” is there twice (%2).</source>
        <translation>“%1”出现了两次（%2）。</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1（%2，%3）</translation>
    </message>
    <message>
        <source>Token endpoint: %1</source>
        <translation>令牌端点：%1</translation>
    </message>
    <message>
        <source>It was exported by a version of the program that this one does not understand.</source>
        <translation>它由此程序的另一版本导出，当前版本无法理解。</translation>
    </message>
    <message>
        <source>credential set %1</source>
        <translation>凭据集 %1</translation>
    </message>
    <message>
        <source>Tokenwright keeps its own files there</source>
        <translation>Tokenwright 将自己的文件保存在那里</translation>
    </message>
    <message>
        <source>“%1” has a placeholder, which is left out.</source>
        <translation>“%1”中有占位符，已略去。</translation>
    </message>
    <message>
        <source>The client ID is a placeholder.</source>
        <translation>客户端 ID 是占位符。</translation>
    </message>
    <message>
        <source>There is neither a client ID nor a client secret.</source>
        <translation>既没有客户端 ID，也没有客户端密钥。</translation>
    </message>
    <message>
        <source>The client secret is a placeholder.</source>
        <translation>客户端密钥是占位符。</translation>
    </message>
    <message>
        <source>It does not say for which environment; taken for %1.</source>
        <translation>其中没有说明属于哪个环境；当作 %1 处理。</translation>
    </message>
    <message>
        <source>The client ID looks like one of %1.</source>
        <translation>客户端 ID 看起来属于 %1。</translation>
    </message>
    <message>
        <source>user name and password in the URL</source>
        <translation>URL 中的用户名和密码</translation>
    </message>
    <message>
        <source>Not carried over: %1.</source>
        <translation>未导入：%1。</translation>
    </message>
    <message>
        <source>The name in the file has characters that cannot be seen, or that reorder text; they were left out.</source>
        <translation>文件中的名称含有不可见或会改变文字顺序的字符；已略去这些字符。</translation>
    </message>
    <message>
        <source>Of several values of “%1” the first is taken.</source>
        <translation>“%1”有多个值，取第一个。</translation>
    </message>
    <message>
        <source>“%1” in the URL</source>
        <translation>URL 中的“%1”</translation>
    </message>
    <message>
        <source>“%1” moves from the URL into the body.</source>
        <translation>“%1”从 URL 移到正文中。</translation>
    </message>
    <message>
        <source>The file has no value for %1; it is kept elsewhere and has to be typed.</source>
        <translation>文件中没有 %1 的值；它保存在别处，需要手动输入。</translation>
    </message>
    <message>
        <source>It asks for another grant (%1) than %2.</source>
        <translation>它请求的授权（%1）不是 %2。</translation>
    </message>
    <message>
        <source>How the client authenticates (%1) is not known here.</source>
        <translation>客户端的身份验证方式（%1）在此不受支持。</translation>
    </message>
    <message>
        <source>“%1”, which is for the authorization request</source>
        <translation>用于授权请求的“%1”</translation>
    </message>
    <message>
        <source>export of Tokenwright</source>
        <translation>Tokenwright 的导出文件</translation>
    </message>
    <message>
        <source>Postman collection</source>
        <translation>Postman 集合</translation>
    </message>
    <message>
        <source>Postman environment</source>
        <translation>Postman 环境</translation>
    </message>
    <message>
        <source>Insomnia export</source>
        <translation>Insomnia 导出文件</translation>
    </message>
    <message>
        <source>Yaak export</source>
        <translation>Yaak 导出文件</translation>
    </message>
    <message>
        <source>Bruno collection</source>
        <translation>Bruno 集合</translation>
    </message>
    <message>
        <source>OpenCollection (YAML of Bruno)</source>
        <translation>OpenCollection（Bruno 的 YAML）</translation>
    </message>
    <message>
        <source>environments of an HTTP client (http-client.env.json)</source>
        <translation>HTTP 客户端的环境（http-client.env.json）</translation>
    </message>
    <message>
        <source>OpenAPI document</source>
        <translation>OpenAPI 文档</translation>
    </message>
    <message>
        <source>key file of Google (JSON)</source>
        <translation>Google 的密钥文件（JSON）</translation>
    </message>
    <message>
        <source>settings of a Docusign example (JSON)</source>
        <translation>Docusign 示例的设置（JSON）</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (JSON)</source>
        <translation>eBay 客户端库的配置（JSON）</translation>
    </message>
    <message>
        <source>environment variables in YAML (Docker Compose)</source>
        <translation>YAML 中的环境变量（Docker Compose）</translation>
    </message>
    <message>
        <source>HTTP requests (.http)</source>
        <translation>HTTP 请求（.http）</translation>
    </message>
    <message>
        <source>log-in command of Salesforce</source>
        <translation>Salesforce 的登录命令</translation>
    </message>
    <message>
        <source>variables (.env, export, set, $env:)</source>
        <translation>变量（.env、export、set、$env:）</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (YAML)</source>
        <translation>eBay 客户端库的配置（YAML）</translation>
    </message>
    <message>
        <source>It is a private key, which does not say whose it is: import it together with the file that does, or enter it in a credential set.</source>
        <translation>这是一个私钥，没有说明它属于哪个提供商：请将它与说明归属的文件一起导入，或在凭据集中输入它。</translation>
    </message>
    <message>
        <source>It gives values to variables, but none is called as a client ID is (…CLIENT_ID, …APP_ID, …API_KEY).</source>
        <translation>其中为变量赋了值，但没有一个变量名像客户端 ID 的名称（…CLIENT_ID、…APP_ID、…API_KEY）。</translation>
    </message>
    <message>
        <source>It is none of the files that can be imported (%1).</source>
        <translation>它不是可以导入的文件（%1）。</translation>
    </message>
    <message>
        <source>as a whole</source>
        <translation>整体</translation>
    </message>
    <message>
        <source>What looks like a %1 was not read; import it from a file of its own.</source>
        <translation>看起来像是%1的内容未被读取；请从单独的文件导入它。</translation>
    </message>
    <message>
        <source>It holds no credential set (read as %1).</source>
        <translation>其中没有凭据集（按%1读取）。</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>条目 %1</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>new name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>exists</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>needs a provider</source>
        <translation>需要提供商</translation>
    </message>
    <message>
        <source>needs a value</source>
        <translation>需要值</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>The same as “%1” (%2, %3).</source>
        <translation>与“%1”（%2，%3）相同。</translation>
    </message>
    <message>
        <source>For which environment of %1 cannot be told.</source>
        <translation>无法判断属于 %1 的哪个环境。</translation>
    </message>
    <message>
        <source>There is “%1” already.</source>
        <translation>“%1”已存在。</translation>
    </message>
    <message>
        <source>“%1” has this client ID already, with another secret.</source>
        <translation>“%1”已有此客户端 ID，但机密不同。</translation>
    </message>
    <message>
        <source>The name “%1” is taken.</source>
        <translation>名称“%1”已被占用。</translation>
    </message>
    <message>
        <source>It cannot be read: %1.</source>
        <translation>无法读取：%1。</translation>
    </message>
    <message>
        <source>It holds more files than any collection does; choose the folder of the collection itself.</source>
        <translation>其中的文件过多，不像是一个集合；请选择集合本身的文件夹。</translation>
    </message>
    <message>
        <source>It is a folder without a file that can be imported.</source>
        <translation>这是一个文件夹，其中没有可以导入的文件。</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear, and not everything in it was taken over: see to what is left before you delete it.</source>
        <translation>%1 中仍有明文机密，且并非所有内容都已导入：删除之前请先处理剩余的内容。</translation>
    </message>
    <message>
        <source>It is not valid JSON (%1: %2).</source>
        <translation>不是有效的 JSON（%1：%2）。</translation>
    </message>
    <message>
        <source>A key is there twice (%1); which of them counts cannot be told.</source>
        <translation>有一个键出现了两次（%1）；无法判断以哪个为准。</translation>
    </message>
    <message>
        <source>It is larger than %1 MiB, so it is no file of credentials.</source>
        <translation>它大于 %1 MiB，因此不是凭据文件。</translation>
    </message>
    <message>
        <source>It is not a text in UTF-8 or UTF-16.</source>
        <translation>它不是 UTF-8 或 UTF-16 文本。</translation>
    </message>
    <message>
        <source>It is not a text file.</source>
        <translation>它不是文本文件。</translation>
    </message>
    <message>
        <source>Its JSON is not an object.</source>
        <translation>其 JSON 不是对象。</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Choose its private key (%1) afterwards.</source>
        <translation>请之后选择其私钥（%1）。</translation>
    </message>
    <message>
        <source>Google sign-in</source>
        <translation>Google 登录</translation>
    </message>
    <message>
        <source>“%1” is missing.</source>
        <translation>缺少“%1”。</translation>
    </message>
    <message>
        <source>Its token_uri is not Google&apos;s, so the key is not taken over.</source>
        <translation>其 token_uri 不是 Google 的，因此未导入该密钥。</translation>
    </message>
    <message>
        <source>The file names no scopes: %1 is asked for unless you choose others.</source>
        <translation>文件没有指定范围：除非您选择其他范围，否则将请求 %1。</translation>
    </message>
    <message>
        <source>Its private key is the one beside it.</source>
        <translation>其私钥取自旁边的文件。</translation>
    </message>
    <message>
        <source>Enter the My Domain name of the organization afterwards.</source>
        <translation>请之后输入组织的我的域（My Domain）名称。</translation>
    </message>
    <message>
        <source>This command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>此命令的某个值取自 shell 变量或命令，不在文件中。</translation>
    </message>
    <message>
        <source>security scheme “%1”</source>
        <translation>安全方案“%1”</translation>
    </message>
    <message>
        <source>It only says by which issuer tokens are given (%1); add a credential set by that address.</source>
        <translation>其中只说明由哪个颁发者发放令牌（%1）；请用该地址添加凭据集。</translation>
    </message>
    <message>
        <source>It names no way to get a token.</source>
        <translation>其中没有指定获取令牌的方式。</translation>
    </message>
    <message numerus="yes">
        <source>All %n scopes that it names are asked for; take out what the client was not granted.</source>
        <translation>
            <numerusform>将请求其中指定的全部 %n 个范围；请去掉未授予该客户端的范围。</numerusform>
        </translation>
    </message>
    <message>
        <source>It names no token URL.</source>
        <translation>其中没有指定令牌 URL。</translation>
    </message>
    <message>
        <source>Its token URL leaves something open: %1</source>
        <translation>其令牌 URL 有待补全的部分：%1</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>It is a Postman collection of version 1; export it as v2.1.</source>
        <translation>这是版本 1 的 Postman 集合；请导出为 v2.1。</translation>
    </message>
    <message>
        <source>Its token URL must be a plain https URL (http is for this computer alone).</source>
        <translation>其令牌 URL 必须是普通的 https URL（http 仅限本机）。</translation>
    </message>
    <message>
        <source>No provider has its token URL.</source>
        <translation>没有提供商使用其令牌 URL。</translation>
    </message>
    <message>
        <source>the JSON field “%1”</source>
        <translation>JSON 字段“%1”</translation>
    </message>
    <message>
        <source>Sent as text: %1.</source>
        <translation>作为文本发送：%1。</translation>
    </message>
    <message>
        <source>Its Basic header holds a placeholder.</source>
        <translation>其 Basic 标头含有占位符。</translation>
    </message>
    <message>
        <source>Its Basic header does not hold ID and secret in Base64.</source>
        <translation>其 Basic 标头不是 Base64 编码的 ID 和密钥。</translation>
    </message>
    <message>
        <source>the client ID or secret that was sent a second time</source>
        <translation>重复发送的客户端 ID 或密钥</translation>
    </message>
    <message>
        <source>“+” in the client ID or secret was read as a blank, as servers read a form; %2B would be a plus.</source>
        <translation>客户端 ID 或密钥中的“+”被读作空格，与服务器读取表单的方式相同；加号应写成 %2B。</translation>
    </message>
    <message>
        <source>Choose the private key afterwards that signs its assertions.</source>
        <translation>请之后选择用于为其断言签名的私钥。</translation>
    </message>
    <message>
        <source>Choose its certificate and private key (%1) afterwards.</source>
        <translation>请之后选择其证书和私钥（%1）。</translation>
    </message>
    <message>
        <source>Choose its certificate (%1) and private key (%2) afterwards.</source>
        <translation>请之后选择其证书（%1）和私钥（%2）。</translation>
    </message>
    <message>
        <source>It does not ask for a token.</source>
        <translation>它不请求令牌。</translation>
    </message>
    <message>
        <source>Its body is not readable JSON.</source>
        <translation>其正文不是可读取的 JSON。</translation>
    </message>
    <message>
        <source>Sent as a form instead of in parts (multipart/form-data).</source>
        <translation>以表单形式发送，而不是分部分发送（multipart/form-data）。</translation>
    </message>
    <message>
        <source>collection “%1”</source>
        <translation>集合“%1”</translation>
    </message>
    <message>
        <source>%1, environment “%2”</source>
        <translation>%1，环境“%2”</translation>
    </message>
    <message>
        <source>It needs the variable “%1”, which is not in this file. Import the environment that has it together with it.</source>
        <translation>它需要变量“%1”，而此文件中没有。请将含有该变量的环境与它一起导入。</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>“%1”, which needs the variable “%2”</source>
        <translation>“%1”，它需要变量“%2”</translation>
    </message>
    <message>
        <source>authorisation “%1”</source>
        <translation>授权“%1”</translation>
    </message>
    <message>
        <source>the token in the header “%1”</source>
        <translation>标头“%1”中的令牌</translation>
    </message>
    <message>
        <source>It is too large for a configuration file in YAML.</source>
        <translation>对 YAML 配置文件来说，它太大了。</translation>
    </message>
    <message>
        <source>It is not one YAML document with keys at its top.</source>
        <translation>它不是顶层为键的单个 YAML 文档。</translation>
    </message>
    <message>
        <source>It is not valid YAML (%1).</source>
        <translation>不是有效的 YAML（%1）。</translation>
    </message>
    <message>
        <source>It is not valid YAML.</source>
        <translation>不是有效的 YAML。</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>The keychain keeps no “%1”; write its value.</source>
        <translation>密钥环中没有“%1”；请输入它的值。</translation>
    </message>
    <message>
        <source>Told in the list, and by a notice two weeks and three days before.</source>
        <translation>会在列表中显示，并在到期前两周和三天发出通知。</translation>
    </message>
    <message>
        <source>%1 days after it was entered, or a day such as 2027-06-30</source>
        <translation>输入之日起 %1 天后，或 2027-06-30 这样的日期</translation>
    </message>
    <message>
        <source>a day such as 2027-06-30, if it is known</source>
        <translation>2027-06-30 这样的日期（如果已知）</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>there is no “=” in it.</source>
        <translation>其中没有“=”。</translation>
    </message>
    <message>
        <source>there is no name before the “=”.</source>
        <translation>“=”前面没有名称。</translation>
    </message>
    <message>
        <source>“%1” has a field of its own.</source>
        <translation>“%1”有专门的字段。</translation>
    </message>
    <message>
        <source>“%1” is set by the other fields.</source>
        <translation>“%1”由其他字段设置。</translation>
    </message>
    <message>
        <source>there is no “:” in it.</source>
        <translation>其中没有“:”。</translation>
    </message>
    <message>
        <source>there is no name before the “:”.</source>
        <translation>“:”前面没有名称。</translation>
    </message>
    <message>
        <source>an Authorization header cannot be set by hand. Choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>不能手动设置 Authorization 标头。请选择一种客户端身份验证方式，以便机密留在密钥环中。</translation>
    </message>
    <message>
        <source>The request cannot be shown: the private key in the keychain could not be read.</source>
        <translation>无法显示请求：无法读取密钥环中的私钥。</translation>
    </message>
    <message>
        <source>The preferences in %1 cannot be read: %2</source>
        <translation>无法读取 %1 中的首选项：%2</translation>
    </message>
    <message>
        <source>The preferences could not be written to %1.</source>
        <translation>无法将首选项写入 %1。</translation>
    </message>
    <message>
        <source>Token endpoints</source>
        <translation>令牌端点</translation>
    </message>
    <message>
        <source>Its header says “%1” where others say Basic.</source>
        <translation>其标头使用“%1”，而其他提供商使用 Basic。</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides.</source>
        <translation>另外还需要客户端的 TLS 证书。</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides, if there is one.</source>
        <translation>另外使用客户端的 TLS 证书（如果有）。</translation>
    </message>
    <message>
        <source>The grant is a signed assertion (RFC 7523): the private key makes it, and it becomes the token.</source>
        <translation>授权是一个已签名的断言（RFC 7523）：由私钥生成，并用它换取令牌。</translation>
    </message>
    <message>
        <source> · %1</source>
        <translation> · %1</translation>
    </message>
    <message>
        <source>Where this is known from</source>
        <translation>信息来源</translation>
    </message>
    <message>
        <source>, seen %1</source>
        <translation>，查阅于 %1</translation>
    </message>
    <message>
        <source>A: the vendor&apos;s own document. B: a repository or SDK of the vendor&apos;s, or what public code does. C: recalled and not confirmed.</source>
        <translation>A：厂商自己的文档。B：厂商的代码仓库或 SDK，或公开代码的做法。C：凭记忆，未经证实。</translation>
    </message>
    <message>
        <source>Comes with Tokenwright; its id is “%1”.</source>
        <translation>随 Tokenwright 提供；其 id 是“%1”。</translation>
    </message>
    <message>
        <source>Your own, from %1; its id is “%2”.</source>
        <translation>您自己的，来自 %1；其 id 是“%2”。</translation>
    </message>
    <message numerus="yes">
        <source>Used by %n credential set(s).</source>
        <translation>
            <numerusform>有 %n 个凭据集使用它。</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys:</source>
        <translation>密钥：</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>客户端身份验证</translation>
    </message>
    <message>
        <source>Headers of the token request</source>
        <translation>令牌请求的标头</translation>
    </message>
    <message>
        <source>Headers of every call</source>
        <translation>每次调用的标头</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Checking a token</source>
        <translation>检查令牌</translation>
    </message>
    <message>
        <source>This file was skipped.</source>
        <translation>已跳过此文件。</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>It is read again whenever it is saved.</source>
        <translation>每次保存后都会重新读取。</translation>
    </message>
    <message numerus="yes">
        <source>used by %n set(s)</source>
        <translation>
            <numerusform>%n 个凭据集在用</numerusform>
        </translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>沙盒</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>保持有效</translation>
    </message>
    <message>
        <source>As chosen in the preferences: %1</source>
        <translation>首选项中的选择：%1</translation>
    </message>
    <message>
        <source>Have the provider end the token: nobody can use it any more</source>
        <translation>让提供商终止该令牌：之后任何人都无法再使用它</translation>
    </message>
    <message>
        <source>The provider&apos;s file names no address where tokens are revoked</source>
        <translation>提供商的文件没有指定撤销令牌的地址</translation>
    </message>
    <message>
        <source>About Tokenwright</source>
        <translation>关于 Tokenwright</translation>
    </message>
    <message>
        <source>Tokenwright %1</source>
        <translation>Tokenwright %1</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.
Secrets are kept in: %1</source>
        <translation>OAuth 2.0 访问令牌，触手可及。
机密保存在：%1</translation>
    </message>
    <message>
        <source>&amp;Copy bearer header</source>
        <translation>复制 Bearer 标头(&amp;C)</translation>
    </message>
    <message>
        <source>Copy “Authorization: Bearer …”; mints a token first if none is valid</source>
        <translation>复制“Authorization: Bearer …”；没有有效令牌时先获取一个</translation>
    </message>
    <message>
        <source>Copy &amp;as…</source>
        <translation>复制为(&amp;A)…</translation>
    </message>
    <message>
        <source>Cop&amp;y in your usual format</source>
        <translation>以常用格式复制(&amp;Y)</translation>
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
        <translation>即使令牌即将到期也复制标头</translation>
    </message>
    <message>
        <source>&amp;Mint token</source>
        <translation>获取令牌(&amp;M)</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>Ask the provider for a new token even if one is valid</source>
        <translation>即使已有有效令牌，也向提供商请求新令牌</translation>
    </message>
    <message>
        <source>Keep fres&amp;h</source>
        <translation>保持有效(&amp;H)</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Renew the token before it runs out, while Tokenwright runs</source>
        <translation>在 Tokenwright 运行期间，于令牌到期前续期</translation>
    </message>
    <message>
        <source>Chec&amp;k token</source>
        <translation>检查令牌(&amp;K)</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>For&amp;get token</source>
        <translation>丢弃令牌(&amp;G)</translation>
    </message>
    <message>
        <source>Drop the token that is kept; the next copy mints another</source>
        <translation>丢弃已保存的令牌；下次复制时会重新获取</translation>
    </message>
    <message>
        <source>Revoke &amp;token…</source>
        <translation>撤销令牌(&amp;T)…</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>取消(&amp;N)</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>Stop what is under way</source>
        <translation>停止正在进行的操作</translation>
    </message>
    <message>
        <source>&amp;Edit credential set</source>
        <translation>编辑凭据集(&amp;E)</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>R&amp;otate secret…</source>
        <translation>轮换机密(&amp;O)…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>A new secret, tried before it takes the place of the old one</source>
        <translation>新机密，先试用成功再替换旧机密</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>创建副本(&amp;D)</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Dup&amp;licate to the other environment…</source>
        <translation>在另一个环境中创建副本(&amp;L)…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+D</source>
        <translation>Ctrl+Shift+D</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>收藏(&amp;F)</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Keep it at hand among the favourites</source>
        <translation>放入收藏，方便取用</translation>
    </message>
    <message>
        <source>&amp;Remove credential set</source>
        <translation>移除凭据集(&amp;R)</translation>
    </message>
    <message>
        <source>Undo remove</source>
        <translation>撤销移除</translation>
    </message>
    <message>
        <source>Bring back what was removed just now</source>
        <translation>恢复刚才移除的内容</translation>
    </message>
    <message>
        <source>&amp;Add credential set</source>
        <translation>添加凭据集(&amp;A)</translation>
    </message>
    <message>
        <source>Keep a key and secret of a provider</source>
        <translation>保存提供商给的 ID 和密钥</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Ctrl+I</source>
        <translation>Ctrl+I</translation>
    </message>
    <message>
        <source>Import from the clip&amp;board</source>
        <translation>从剪贴板导入(&amp;B)</translation>
    </message>
    <message>
        <source>Read a curl command, or lines of a .env file, that was copied</source>
        <translation>读取已复制的 curl 命令或 .env 文件中的行</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Write the credential sets, without their secrets, to a file</source>
        <translation>将凭据集写入文件，不含其机密</translation>
    </message>
    <message>
        <source>Fi&amp;nd</source>
        <translation>查找(&amp;N)</translation>
    </message>
    <message>
        <source>Pro&amp;viders…</source>
        <translation>提供商(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>首选项(&amp;P)…</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation>键盘快捷键(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;About Tokenwright</source>
        <translation>关于 Tokenwright(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>%1 would get the token in clear, for everybody on the way to read. Use https; plain http is for 127.0.0.1, localhost and [::1] alone.</source>
        <translation>%1 会以明文收到令牌，途中任何人都能读取。请使用 https；明文 http 仅限 127.0.0.1、localhost 和 [::1]。</translation>
    </message>
    <message>
        <source>--variable knows no “%1”; it takes one of %2.</source>
        <translation>--variable 没有“%1”；可用的有：%2。</translation>
    </message>
    <message>
        <source>--variable knows no “%1” here.</source>
        <translation>--variable 在此没有“%1”。</translation>
    </message>
    <message>
        <source>--environment is missing; it takes one of %1.</source>
        <translation>缺少 --environment；可用的有：%1。</translation>
    </message>
    <message>
        <source>“%1” may not hold “%2”: it would change the URL that the value is put into.</source>
        <translation>“%1”不能包含“%2”：这会改变填入该值的 URL。</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>警告：%1</translation>
    </message>
    <message>
        <source>%1 is used (%2), with the warnings above.</source>
        <translation>%1 会被使用（%2），但有上述警告。</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>what matches %1</source>
        <translation>与 %1 匹配的值</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 或更大</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>each value once</source>
        <translation>每个值只出现一次</translation>
    </message>
    <message>
        <source>field “%1” is not known and does nothing.</source>
        <translation>字段“%1”未知，不起任何作用。</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>其他值</translation>
    </message>
    <message>
        <source>not JSON: %1 in line %2, column %3</source>
        <translation>不是 JSON：第 %2 行第 %3 列，%1</translation>
    </message>
    <message>
        <source>the host of a tokenUrl or an apiBaseUrl</source>
        <translation>某个 tokenUrl 或 apiBaseUrl 的主机</translation>
    </message>
    <message>
        <source>field “%1”: there is no variable “%2”.</source>
        <translation>字段“%1”：没有变量“%2”。</translation>
    </message>
    <message>
        <source>field “%1” is there twice; the last one counts</source>
        <translation>字段“%1”出现了两次；以最后一个为准</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1：</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>A PEM file of certificates to trust besides the system&apos;s.</source>
        <translation>除系统证书外还要信任的证书的 PEM 文件。</translation>
    </message>
    <message>
        <source>The server&apos;s host name was not found.</source>
        <translation>找不到服务器的主机名。</translation>
    </message>
    <message>
        <source>Check the network, the name server and the URL.</source>
        <translation>请检查网络、域名服务器和 URL。</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>服务器未及时响应。</translation>
    </message>
    <message>
        <source>Check the clock, the URL, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS. If your company signs its own certificates, name its CA file.</source>
        <translation>请检查系统时间、URL、服务器可能要求的客户端证书，以及是否有代理拦截 TLS。如果贵公司自行签发证书，请指定其 CA 文件。</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear; delete it or take them out.</source>
        <translation>%1 中仍有明文机密；请删除该文件或将机密移出。</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Mint %n token(s)</source>
        <translation>
            <numerusform>获取 %n 个令牌(&amp;M)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For&amp;get %n token(s)</source>
        <translation>
            <numerusform>丢弃 %n 个令牌(&amp;G)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n credential set(s)</source>
        <translation>
            <numerusform>移除 %n 个凭据集(&amp;R)</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again later; if it stays so, the provider has moved its token endpoint.</source>
        <translation>请稍后重试；如果仍然如此，说明提供商已迁移其令牌端点。</translation>
    </message>
    <message>
        <source>Check the network and the name server.</source>
        <translation>请检查网络和域名服务器。</translation>
    </message>
    <message>
        <source>Check the clock, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS.</source>
        <translation>请检查时钟、服务器要求时的客户端证书，以及是否有代理拦截 TLS。</translation>
    </message>
    <message>
        <source>Something other than the token endpoint may have answered, such as a proxy or the sign-in page of a network.</source>
        <translation>应答的可能不是令牌端点，而是代理或网络的登录页面等。</translation>
    </message>
    <message>
        <source>The server %1 was not found</source>
        <translation>找不到服务器 %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Quick search…</source>
        <translation>快速搜索…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>One small search over all credential sets, whose Enter copies; the preferences give it a key of the whole desktop</source>
        <translation>在所有凭据集中搜索的小窗口，按 Enter 即可复制；可在首选项中为其设置全桌面快捷键</translation>
    </message>
    <message>
        <source>The answer holds no token.</source>
        <translation>响应中没有令牌。</translation>
    </message>
    <message>
        <source>%1 rejected the credentials</source>
        <translation>%1 拒绝了凭据</translation>
    </message>
    <message>
        <source>Ask the provider&apos;s API whether it takes the token; where there is none, one is minted first</source>
        <translation>询问提供商的 API 是否接受该令牌；没有令牌时先获取一个</translation>
    </message>
    <message>
        <source>Tokenwright knows no harmless call by which to check tokens of this provider</source>
        <translation>Tokenwright 不知道可用来检查此提供商令牌的无害调用</translation>
    </message>
    <message>
        <source>Copy the current token &amp;without minting</source>
        <translation>复制当前令牌而不重新获取(&amp;W)</translation>
    </message>
    <message>
        <source>Other folders for the files below.</source>
        <translation>下列文件所在的其他文件夹。</translation>
    </message>
    <message>
        <source>Says whose the credentials ACME are.</source>
        <translation>指定名为 ACME 的 ID 和密钥属于哪个提供商。</translation>
    </message>
    <message>
        <source>Whose credentials are that do not tell it themselves; may be repeated. The preview names the keys.</source>
        <translation>ID 和密钥未表明归属时，指定其属于哪个提供商；可重复使用。预览中会列出各个键。</translation>
    </message>
    <message>
        <source>Remove “%1” (%2) and delete its credentials and token from the keychain?</source>
        <translation>要移除“%1”（%2），并从密钥环中删除其 ID、密钥和令牌吗？</translation>
    </message>
    <message>
        <source>Edit the credential set and enter its credentials again.</source>
        <translation>请编辑凭据集，重新输入其 ID 和密钥。</translation>
    </message>
    <message>
        <source>Check the credentials, the environment and the scopes of this credential set.</source>
        <translation>请检查此凭据集的 ID、密钥、环境和范围。</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name: it can only be kept with the credentials, in the keychain.</source>
        <translation>从名称看，“%1”是机密：只能随 ID 和密钥保存在密钥环中。</translation>
    </message>
    <message>
        <source>Enter the %1 as well, or leave all credentials empty to keep them as they are.</source>
        <translation>请一并输入%1，或将 ID 和密钥全部留空以保持不变。</translation>
    </message>
    <message>
        <source>Basic header (ID and secret)</source>
        <translation>ID 和密钥的 Basic 标头</translation>
    </message>
    <message>
        <source>The client may not use refresh tokens, or this one was given to another client: check that the credentials are those that the refresh token was given to.</source>
        <translation>该客户端不能使用刷新令牌，或此刷新令牌是发给另一个客户端的：请检查 ID 和密钥是否属于获得该刷新令牌的客户端。</translation>
    </message>
    <message>
        <source>The server does not accept these credentials: check the client ID, the client secret and the environment; if they are right, try another client authentication.</source>
        <translation>服务器不接受此 ID 和密钥：请检查客户端 ID、客户端密钥和环境；如果都正确，请尝试其他客户端身份验证方式。</translation>
    </message>
    <message>
        <source>Whose credentials these are cannot be told.</source>
        <translation>无法判断此 ID 和密钥属于哪个提供商。</translation>
    </message>
    <message>
        <source>“%1” is a secret and is not taken over; enter it with the credentials afterwards.</source>
        <translation>“%1”是机密，不会导入；请之后随 ID 和密钥一起输入。</translation>
    </message>
    <message>
        <source>“%1” has these credentials already.</source>
        <translation>“%1”已有此 ID 和密钥。</translation>
    </message>
    <message>
        <source>It is added without its credentials unless they are typed.</source>
        <translation>除非手动输入，否则添加时不含 ID 和密钥。</translation>
    </message>
    <message>
        <source>The file holds no secret; enter the credentials afterwards.</source>
        <translation>文件中没有机密；请之后输入 ID 和密钥。</translation>
    </message>
    <message>
        <source>Such a document holds no credentials; they have to be typed.</source>
        <translation>这类文档不含 ID 和密钥；需要手动输入。</translation>
    </message>
    <message>
        <source>It holds more credentials than any collection does.</source>
        <translation>其中的 ID 和密钥过多，不像是一个集合。</translation>
    </message>
    <message>
        <source>Change the name, the credentials or the scopes</source>
        <translation>更改名称、ID、密钥或范围</translation>
    </message>
    <message>
        <source>A second credential set with the same credentials</source>
        <translation>使用同一 ID 和密钥的另一个凭据集</translation>
    </message>
    <message>
        <source>The like of it for production, or for the sandbox, with credentials to enter</source>
        <translation>为生产或沙盒环境建立同样的凭据集，ID 和密钥需另行输入</translation>
    </message>
    <message>
        <source>Delete the credentials and the token from the keychain</source>
        <translation>从密钥环中删除 ID、密钥和令牌</translation>
    </message>
    <message>
        <source>Read credentials from files of other programs</source>
        <translation>从其他程序的文件读取 ID 和密钥</translation>
    </message>
    <message>
        <source>Tokens may go to %1 from now on.</source>
        <translation>从现在起，令牌可以发送到 %1。</translation>
    </message>
    <message>
        <source>The secret may go to the token endpoint, and tokens to the API, as they are now.</source>
        <translation>允许将机密发送到现在的令牌端点，将令牌发送到现在的 API。</translation>
    </message>
    <message>
        <source>API moved</source>
        <translation>API 已变更</translation>
    </message>
    <message>
        <source>The token is meant for another server</source>
        <translation>该令牌是用于另一台服务器的</translation>
    </message>
    <message>
        <source>The token is meant for another server.</source>
        <translation>该令牌是用于另一台服务器的。</translation>
    </message>
    <message>
        <source>Confirm the new server before a token is sent there.</source>
        <translation>请先确认新的服务器，之后才会将令牌发送到那里。</translation>
    </message>
    <message>
        <source>It may go to %1 and would go to %2.</source>
        <translation>它可以发送到 %1，而现在将发送到 %2。</translation>
    </message>
    <message>
        <source>“%1” keeps an old secret already; forget that one (--forget-old) before another is kept.</source>
        <translation>“%1”已保留一个旧机密；请先丢弃它 (--forget-old)，再保留另一个。</translation>
    </message>
    <message>
        <source>With %1 curl would send the token to whichever server an answer names. Give the URL that it leads to instead.</source>
        <translation>使用 %1 时，curl 会将令牌发送到响应所指的任何服务器。请改为给出它最终指向的 URL。</translation>
    </message>
    <message>
        <source>Discard what was entered?</source>
        <translation>放弃已输入的内容？</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --header %1={secret:%1} and --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>“%1”是机密，不能作为参数；请使用 --header %1={secret:%1} 和 --secret-parameter %1=FILE，其中 - 表示标准输入。</translation>
    </message>
    <message>
        <source>An extra request header, not secret; {secret:NAME} in it stands for a secret parameter. An empty value takes it out.</source>
        <translation>附加的请求标头，非机密；其中的 {secret:NAME} 代表一个机密参数。值为空则将其移除。</translation>
    </message>
    <message>
        <source>Lists the providers, or says what one needs or what is wrong with a provider file.</source>
        <translation>列出提供商，或说明某个提供商需要什么，或指出提供商文件的问题。</translation>
    </message>
    <message>
        <source>Its environments, variables, parameters and scopes.</source>
        <translation>它的环境、变量、参数和范围。</translation>
    </message>
    <message>
        <source>Only “show PROVIDER” or “validate FILE” can follow.</source>
        <translation>后面只能跟“show PROVIDER”或“validate FILE”。</translation>
    </message>
    <message>
        <source>settings of a program (JSON, YAML)</source>
        <translation>程序的设置 (JSON、YAML)</translation>
    </message>
    <message>
        <source>The program writes the header “%1” itself; take it out.</source>
        <translation>标头“%1”由程序自行写入；请将其去掉。</translation>
    </message>
    <message>
        <source>a header that the program does not write itself</source>
        <translation>一个不由程序自行写入的标头</translation>
    </message>
    <message>
        <source>“%1” takes options alone, not “%2”.</source>
        <translation>“%1”只接受选项，不接受“%2”。</translation>
    </message>
    <message>
        <source>“%1” is no option of tokenwright, which shows the window. Commands are for tokenwright-cli.</source>
        <translation>“%1”不是 tokenwright（用于显示窗口）的选项。命令请用 tokenwright-cli。</translation>
    </message>
    <message>
        <source>A part of Tokenwright cannot be loaded (%1). Start Tokenwright again if it was updated just now; otherwise install it anew.</source>
        <translation>无法加载 Tokenwright 的一个部分（%1）。如果刚刚更新过，请重新启动 Tokenwright；否则请重新安装。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ClaimsPage</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Show &amp;claims</source>
        <translation>显示声明(&amp;C)</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>未选择凭据集。</translation>
    </message>
    <message>
        <source>There is no valid token. Mint one to see what is in it.</source>
        <translation>没有有效令牌。请获取一个以查看其中的内容。</translation>
    </message>
    <message>
        <source>Waiting for the keychain…</source>
        <translation>正在等待密钥环…</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>已授予</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>已请求</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>声明</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>标头</translation>
    </message>
    <message>
        <source>The claims are read from the token on this computer; nothing is sent.</source>
        <translation>声明在本机上从令牌中读取；不会发送任何内容。</translation>
    </message>
    <message>
        <source>The answer does not say.</source>
        <translation>响应中没有说明。</translation>
    </message>
    <message>
        <source>Those asked for; the answer names none.</source>
        <translation>即所请求的范围；响应中未列出。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ClipboardCountdown</name>
    <message>
        <source>Clear now</source>
        <translation>立即清除</translation>
    </message>
    <message>
        <source>Take the copied secret off the clipboard</source>
        <translation>从剪贴板清除已复制的机密</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>The clipboard is cleared in %1 s.</source>
        <translation>剪贴板将在 %1 秒后清除。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CopyController</name>
    <message>
        <source>It is an earlier token.</source>
        <translation>这是较早的令牌。</translation>
    </message>
    <message>
        <source>The token is in memory alone and gone when you quit.</source>
        <translation>该令牌只在内存中，退出后即消失。</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>%1的令牌已就绪；由于剪贴板正被用于其他内容，没有复制。</translation>
    </message>
    <message>
        <source>%1 was not copied because the clipboard is in use for something else. Copy once more.</source>
        <translation>由于剪贴板正被用于其他内容，没有复制%1。请再复制一次。</translation>
    </message>
    <message>
        <source>%1 was not copied: the desktop lets only the window that you work in change the clipboard. Copy once more.</source>
        <translation>没有复制%1：桌面只允许您正在使用的窗口更改剪贴板。请再复制一次。</translation>
    </message>
    <message>
        <source>Copied %1 of %2.</source>
        <translation>已复制%2的%1。</translation>
    </message>
    <message>
        <source>Minted a token for %1.</source>
        <translation>已为%1获取令牌。</translation>
    </message>
    <message>
        <source>It lives %1.</source>
        <translation>有效期为 %1。</translation>
    </message>
    <message>
        <source>It is kept in memory and gone when you quit.</source>
        <translation>它保存在内存中，退出后即消失。</translation>
    </message>
    <message>
        <source>a removed credential set</source>
        <translation>已移除的凭据集</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>“%1”（%2）</translation>
    </message>
    <message numerus="yes">
        <source>Minted %n token(s).</source>
        <translation>
            <numerusform>已获取 %n 个令牌。</numerusform>
        </translation>
    </message>
    <message>
        <source>Minted %1 of %2 tokens. The list says what became of the others.</source>
        <translation>已获取 %1 个令牌（共 %2 个）。其余令牌的情况请见列表。</translation>
    </message>
    <message>
        <source>Nothing was copied.</source>
        <translation>未复制任何内容。</translation>
    </message>
    <message>
        <source>%1 makes the present token invalid as soon as it gives a new one. Of the present one there is %2.</source>
        <translation>%1 一旦给出新令牌，就会使当前令牌失效。当前令牌：%2。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CountdownModel</name>
    <message>
        <source>Cancel “%1”</source>
        <translation>取消“%1”</translation>
    </message>
    <message>
        <source>Copy bearer header of “%1”</source>
        <translation>复制“%1”的 Bearer 标头</translation>
    </message>
    <message>
        <source>waiting for the keychain…</source>
        <translation>正在等待密钥环…</translation>
    </message>
    <message>
        <source>waiting for its turn…</source>
        <translation>正在排队…</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>保持有效</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copy bearer header</source>
        <translation>复制 Bearer 标头</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>到期：%1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialDialog</name>
    <message>
        <source>Add credential set</source>
        <translation>添加凭据集</translation>
    </message>
    <message>
        <source>Edit credential set</source>
        <translation>编辑凭据集</translation>
    </message>
    <message>
        <source>There is no provider file for “%1”, so this credential set can be neither used nor changed. Nothing of it is lost: put the file back and start Tokenwright again.</source>
        <translation>没有“%1”的提供商文件，因此此凭据集既不能使用也不能更改。其中的内容没有丢失：请放回该文件，然后重新启动 Tokenwright。</translation>
    </message>
    <message>
        <source>Save and &amp;mint</source>
        <translation>保存并获取(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Save and mint</source>
        <translation>保存并获取</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Leave empty to keep it unchanged</source>
        <translation>留空则保持不变</translation>
    </message>
    <message>
        <source>Saving to the keychain…</source>
        <translation>正在保存到密钥环…</translation>
    </message>
    <message>
        <source>Another token endpoint</source>
        <translation>另一个令牌端点</translation>
    </message>
    <message>
        <source>It is not known which server the secret was saved for. Send it to %1 from now on?</source>
        <translation>不知道机密是为哪台服务器保存的。从现在起将它发送到 %1 吗？</translation>
    </message>
    <message>
        <source>The secret was saved for %1.
Send it to %2 from now on?</source>
        <translation>机密是为 %1 保存的。
从现在起将它发送到 %2 吗？</translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation>发送到那里</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>It is being saved at this moment. If that fails, it is lost.</source>
        <translation>正在保存这些内容。如果保存失败，它们将会丢失。</translation>
    </message>
    <message>
        <source>Saved. No token was minted.</source>
        <translation>已保存。没有获取令牌。</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>当前令牌将失效</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>为“%1”获取新令牌吗？</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>获取新令牌</translation>
    </message>
    <message>
        <source>Saved. Minting a token…</source>
        <translation>已保存。正在获取令牌…</translation>
    </message>
    <message>
        <source>Saved. %1</source>
        <translation>已保存。%1</translation>
    </message>
    <message>
        <source>Saved. Minting was stopped.</source>
        <translation>已保存。已停止获取令牌。</translation>
    </message>
    <message>
        <source>Saved, but no token was minted. %1</source>
        <translation>已保存，但没有获取令牌。%1</translation>
    </message>
    <message>
        <source>Saved. Minting a token… %1 s</source>
        <translation>已保存。正在获取令牌… %1 秒</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>正在从密钥环读取 ID 和密钥…</translation>
    </message>
    <message>
        <source>The keychain holds no credentials for this credential set. Enter them again and save.</source>
        <translation>密钥环中没有此凭据集的 ID 和密钥。请重新输入并保存。</translation>
    </message>
    <message>
        <source>The credentials could not be read: %1 You can change the rest without them, or enter new ones.</source>
        <translation>无法读取 ID 和密钥：%1 您可以只更改其余内容，也可以输入新的 ID 和密钥。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialFields</name>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>No provider has “%1” in its name; it is still %2.</source>
        <translation>没有名称包含“%1”的提供商；仍为 %2。</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>客户端密钥</translation>
    </message>
    <message>
        <source>Token URL: %1</source>
        <translation>令牌 URL：%1</translation>
    </message>
    <message>
        <source>From an issuer or API URL…</source>
        <translation>从颁发者或 API 的 URL 查找…</translation>
    </message>
    <message>
        <source>For others there is “%1”.</source>
        <translation>其他的请用“%1”。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialRegistry</name>
    <message>
        <source>A credential set needs a name.</source>
        <translation>凭据集需要一个名称。</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in this environment already.</source>
        <translation>此环境中已有名为“%1”的凭据集。</translation>
    </message>
    <message>
        <source>A row of credential-sets.json cannot be read and is left as it is%1. %2</source>
        <translation>无法读取 credential-sets.json 中的一行，已保持原样%1。%2</translation>
    </message>
    <message>
        <source>: “%1”</source>
        <translation>：“%1”</translation>
    </message>
    <message>
        <source>%1 is gone, although %2 knows tokens of its credential sets. Put it back; to begin anew without it, remove the other file as well.</source>
        <translation>%1 已不存在，但 %2 中仍有其凭据集的令牌记录。请放回该文件；如果要从头开始，请将另一个文件也移除。</translation>
    </message>
    <message>
        <source>Another has the same “id”.</source>
        <translation>另一行有相同的“id”。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialTable</name>
    <message>
        <source>Credential sets</source>
        <translation>凭据集</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsHeader</name>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Take it from the favourites</source>
        <translation>从收藏中移除</translation>
    </message>
    <message>
        <source>Put it among the favourites</source>
        <translation>放入收藏</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>隐藏详情</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>显示详情</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) selected</source>
        <translation>
            <numerusform>已选择 %n 个凭据集</numerusform>
        </translation>
    </message>
    <message>
        <source>shown: %1</source>
        <translation>当前显示：%1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>未选择凭据集。</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>到期：%1</translation>
    </message>
    <message>
        <source>expired at %1</source>
        <translation>已于 %1 过期</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>于 %1</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>保持有效</translation>
    </message>
    <message>
        <source>waiting for the keychain</source>
        <translation>正在等待密钥环</translation>
    </message>
    <message>
        <source>waiting for other requests to end</source>
        <translation>正在等待其他请求结束</translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>正在等待 %1</translation>
    </message>
    <message>
        <source>minting… %1 s · %2</source>
        <translation>正在获取… %1 秒 · %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DiscoveryDialog</name>
    <message>
        <source>Find a server</source>
        <translation>查找服务器</translation>
    </message>
    <message>
        <source>Issuer, API or MCP URL</source>
        <translation>颁发者、API 或 MCP 的 URL</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Token URL</source>
        <translation>令牌 URL</translation>
    </message>
    <message>
        <source>Revocation URL</source>
        <translation>撤销 URL</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>客户端身份验证</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Found in</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>&amp;Use these</source>
        <translation>使用这些(&amp;U)</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>使用这些</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Enter the URL of an issuer, of an API or of an MCP server.</source>
        <translation>请输入颁发者、API 或 MCP 服务器的 URL。</translation>
    </message>
    <message>
        <source>It was stopped before anything was found.</source>
        <translation>在找到任何内容之前已停止。</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>服务器只接受用 %1 验证客户端身份，而这里不支持其中任何一种。</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>正在询问 %1…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DurationSpinBox</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分钟 %2 秒</translation>
    </message>
</context>
<context>
    <name>Tokenwright::EmptyState</name>
    <message>
        <source>Copy a valid token with one click</source>
        <translation>一键复制有效令牌</translation>
    </message>
    <message>
        <source>Keep the key and secret that a provider gave you in your keychain; the token is minted when you need it.</source>
        <translation>将提供商给您的 ID 和密钥保存在密钥环中；需要时会自动获取令牌。</translation>
    </message>
    <message>
        <source>or drop a .env or Postman file here, or paste a curl command (Ctrl+V)</source>
        <translation>或将 .env 或 Postman 文件拖放到此处，或粘贴 curl 命令（Ctrl+V）</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ExpiryNotices</name>
    <message>
        <source>Token renewed</source>
        <translation>令牌已续期</translation>
    </message>
    <message>
        <source>Token not renewed</source>
        <translation>令牌未续期</translation>
    </message>
    <message>
        <source>The token of %1 could not be renewed: %2</source>
        <translation>%1的令牌无法续期：%2</translation>
    </message>
    <message>
        <source>Token about to expire</source>
        <translation>令牌即将到期</translation>
    </message>
    <message>
        <source>The token of %1 expires in %2.</source>
        <translation>%1的令牌将在 %2后到期。</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>续期</translation>
    </message>
    <message>
        <source>Token expired</source>
        <translation>令牌已过期</translation>
    </message>
    <message>
        <source>The token of %1 has expired.</source>
        <translation>%1的令牌已过期。</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired</source>
        <translation>
            <numerusform>%n 个令牌已过期</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired or are about to</source>
        <translation>
            <numerusform>%n 个令牌已过期或即将到期</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1和另外 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) could not be renewed</source>
        <translation>
            <numerusform>%n 个令牌无法续期</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::FailureBlock</name>
    <message>
        <source>Edit credential set</source>
        <translation>编辑凭据集</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Retry with the base scope alone…</source>
        <translation>仅用基本范围重试…</translation>
    </message>
    <message>
        <source>Confirm the new endpoint…</source>
        <translation>确认新端点…</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Copy what a support ticket needs, without secrets and without the token</source>
        <translation>复制支持工单所需的内容，不含机密和令牌</translation>
    </message>
    <message>
        <source>Clear now</source>
        <translation>立即清除</translation>
    </message>
    <message>
        <source>What it answered</source>
        <translation>响应内容</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>没有复制任何内容；剪贴板中仍是%1。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
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
        <translation>由 QTKEYCHAIN_BACKEND 指定</translation>
    </message>
    <message>
        <source>The library libgnome-keyring is not installed.</source>
        <translation>未安装 libgnome-keyring 库。</translation>
    </message>
    <message>
        <source>Qt runs without GLib&apos;s event loop (QT_NO_GLIB), which libsecret needs.</source>
        <translation>Qt 运行时没有使用 GLib 的事件循环（QT_NO_GLIB），而 libsecret 需要它。</translation>
    </message>
    <message>
        <source>The library libsecret-1 is not installed.</source>
        <translation>未安装 libsecret-1 库。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::GlobalKey</name>
    <message>
        <source>Search for a token to copy</source>
        <translation>搜索要复制的令牌</translation>
    </message>
    <message>
        <source>The key that you chose</source>
        <translation>您选择的快捷键</translation>
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
        <translation>某个标头的名称或值不符合 HTTP 的规定。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportChoice</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>P&amp;rovider</source>
        <translation>提供商(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Environment</source>
        <translation>环境(&amp;E)</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>客户端密钥</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDelegate</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDialog</name>
    <message>
        <source>Import credential sets</source>
        <translation>导入凭据集</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>要导入的文件</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n credential set(s).</source>
        <translation>
            <numerusform>已导入 %n 个凭据集。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>选择文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Reads: %1.</source>
        <translation>可读取：%1。</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Read what is on the clipboard, a curl command for example</source>
        <translation>读取剪贴板中的内容，例如 curl 命令</translation>
    </message>
    <message>
        <source>Nothing is kept before you press Import.</source>
        <translation>在按下导入按钮之前不会保存任何内容。</translation>
    </message>
    <message>
        <source>Nothing to import yet. Choose files, drop them here, or paste a curl command.</source>
        <translation>还没有可导入的内容。请选择文件、将文件拖放到此处，或粘贴 curl 命令。</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>clipboard (%1)</source>
        <translation>剪贴板（%1）</translation>
    </message>
    <message>
        <source>The clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Looking for them in the keychain…</source>
        <translation>正在密钥环中查找…</translation>
    </message>
    <message>
        <source>Whether some of them are there already could not be seen. %1</source>
        <translation>无法得知其中一些是否已存在。%1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n credential set(s)</source>
        <translation>
            <numerusform>导入 %n 个凭据集(&amp;I)</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Writing to the keychain…</source>
        <translation>正在写入密钥环…</translation>
    </message>
    <message>
        <source>Not everything could be added; the list says why.</source>
        <translation>并非所有内容都能添加；列表中说明了原因。</translation>
    </message>
    <message>
        <source>Stopping after the one under way…</source>
        <translation>完成正在处理的一项后停止…</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>取消导入</translation>
    </message>
    <message>
        <source>Leave without importing?</source>
        <translation>要关闭而不导入吗？</translation>
    </message>
    <message>
        <source>The names you have given are forgotten.</source>
        <translation>您指定的名称将会丢失。</translation>
    </message>
    <message>
        <source>What you have typed is forgotten.</source>
        <translation>您输入的内容将会丢失。</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Collections, environments and key files</source>
        <translation>集合、环境和密钥文件</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportList</name>
    <message>
        <source>What would be imported</source>
        <translation>将要导入的内容</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>重命名(&amp;N)</translation>
    </message>
    <message>
        <source>Choose &amp;provider and environment</source>
        <translation>选择提供商和环境(&amp;P)</translation>
    </message>
    <message>
        <source>Tick &amp;all</source>
        <translation>全部勾选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Untick all</source>
        <translation>全部取消勾选(&amp;U)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>未添加</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Will be added</source>
        <translation>将添加</translation>
    </message>
    <message>
        <source>Will be added under another name</source>
        <translation>将以另一名称添加</translation>
    </message>
    <message>
        <source>Is there already</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>For which environment?</source>
        <translation>属于哪个环境？</translation>
    </message>
    <message>
        <source>Where is its token had?</source>
        <translation>从哪里获取令牌？</translation>
    </message>
    <message>
        <source>Cannot be imported</source>
        <translation>无法导入</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>secret goes to %1</source>
        <translation>机密发送到 %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The secret goes to %1</source>
        <translation>机密发送到 %1</translation>
    </message>
    <message>
        <source>Client ID: %1</source>
        <translation>客户端 ID：%1</translation>
    </message>
    <message>
        <source>From %1, %2</source>
        <translation>来自 %1，%2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Secret goes to</source>
        <translation>机密发送到</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Scopes: %1</source>
        <translation>范围：%1</translation>
    </message>
    <message>
        <source>Will be added without its credentials</source>
        <translation>将添加，不含 ID 和密钥</translation>
    </message>
    <message>
        <source>Whose credentials are these?</source>
        <translation>此 ID 和密钥属于哪个提供商？</translation>
    </message>
</context>
<context>
    <name>Tokenwright::JsonFile</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 was there and is gone. What it held is still known.</source>
        <translation>%1 原本存在，现已消失。其中的内容仍然保留在程序中。</translation>
    </message>
    <message>
        <source>it holds no JSON object</source>
        <translation>其中没有 JSON 对象</translation>
    </message>
    <message>
        <source>%1 at byte %2</source>
        <translation>%1，第 %2 字节处</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It is begun anew when it is written next, and the damaged one kept beside it.</source>
        <translation>%1 已损坏（%2）。下次写入时将重新创建，损坏的文件会保留在旁边。</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It was left as it is; mend or remove it.</source>
        <translation>%1 已损坏（%2）。已保持原样；请修复或移除它。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KWallet</name>
    <message>
        <source>KDE&apos;s wallet answers</source>
        <translation>KDE 的密码库有响应</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>没有会话总线（D-Bus）。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KernelSecretStore</name>
    <message>
        <source>Only Linux has a keyring of the kernel&apos;s.</source>
        <translation>只有 Linux 才有内核密钥环。</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, which this system does not have</source>
        <translation>内核密钥环，但此系统没有</translation>
    </message>
    <message>
        <source>the preferences say so</source>
        <translation>由首选项指定</translation>
    </message>
    <message>
        <source>The kernel&apos;s room for keys of one user is used up (%1 keys, %2 bytes). Remove a credential set or a token, or raise kernel.keys.maxkeys and kernel.keys.maxbytes with sysctl.</source>
        <translation>内核分配给单个用户的密钥空间已用尽（%1 个密钥，%2 字节）。请移除一个凭据集或令牌，或用 sysctl 增大 kernel.keys.maxkeys 和 kernel.keys.maxbytes。</translation>
    </message>
    <message>
        <source>The kernel&apos;s keyring takes no value of this length.</source>
        <translation>内核密钥环不接受这样长度的值。</translation>
    </message>
    <message>
        <source>The kernel refuses its keyring here: %1.</source>
        <translation>内核在此拒绝使用其密钥环：%1。</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, until the machine is started again</source>
        <translation>内核密钥环，保存到计算机重新启动为止</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainJobs</name>
    <message numerus="yes">
        <source>No answer within %n second(s).</source>
        <translation>
            <numerusform>%n 秒内没有响应。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is still busy with an earlier request. Nothing was asked of it now.</source>
        <translation>它仍在处理先前的请求。这次没有向它请求任何操作。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainSecretStore</name>
    <message>
        <source>An empty secret cannot be kept.</source>
        <translation>无法保存空的机密。</translation>
    </message>
    <message>
        <source>The keychain reported success, but does not hold what was written.</source>
        <translation>密钥环报告成功，但其中没有所写入的内容。</translation>
    </message>
    <message>
        <source>The keychain reported success, but still holds what was removed.</source>
        <translation>密钥环报告成功，但其中仍有已移除的内容。</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>密钥环已锁定。</translation>
    </message>
    <message>
        <source>The keychain may have to ask whether this program may use it.</source>
        <translation>密钥环可能需要询问是否允许此程序使用它。</translation>
    </message>
    <message>
        <source>There is no default keyring yet.</source>
        <translation>还没有默认密钥环。</translation>
    </message>
    <message>
        <source>It was locked before the change could be checked.</source>
        <translation>在能够检查更改之前，它已被锁定。</translation>
    </message>
    <message>
        <source>The keychain may still be asking somebody.</source>
        <translation>密钥环可能仍在询问用户。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::LifetimeLine</name>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MainToolBar</name>
    <message>
        <source>Main</source>
        <translation>主工具栏</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
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
        <translation>菜单</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>声明</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>没有复制任何内容；剪贴板中仍是%1。</translation>
    </message>
    <message>
        <source>Cancelled “%1”.</source>
        <translation>已取消“%1”。</translation>
    </message>
    <message>
        <source>%1 (“%2”).</source>
        <translation>%1（“%2”）。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MessageBar</name>
    <message>
        <source>No keychain service answers on this computer. Secrets that you enter now are kept in memory and are gone when you quit. Install and start gnome-keyring or KWallet to keep them.</source>
        <translation>此计算机上没有密钥环服务响应。您现在输入的机密只保存在内存中，退出后即消失。要保存它们，请安装并启动 gnome-keyring 或 KWallet。</translation>
    </message>
    <message>
        <source>A clipboard manager put back the secret that had been cleared: it keeps a history and does not heed what is marked as secret. Remove it there, or turn the history off.</source>
        <translation>剪贴板管理器放回了已清除的机密：它会保留历史记录，并且不理会机密标记。请在那里将其移除，或关闭历史记录。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>“%1”: do not quit now. %2</source>
        <translation>“%1”：现在请勿退出。%2</translation>
    </message>
    <message>
        <source>The provider file %1 was skipped: %2.</source>
        <translation>已跳过提供商文件 %1：%2。</translation>
    </message>
    <message>
        <source>Open provider file</source>
        <translation>打开提供商文件</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
    <message numerus="yes">
        <source>%n more; dismiss one to see the next.</source>
        <translation>
            <numerusform>还有 %n 条；忽略一条即可查看下一条。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::MoreOptions</name>
    <message>
        <source>orders, team-a</source>
        <translation>订单, 团队A</translation>
    </message>
    <message>
        <source>Kept in a plain file, as the tags are: no secrets here.</source>
        <translation>与标签一样保存在普通文件中：请勿写入机密。</translation>
    </message>
    <message>
        <source>As in the preferences</source>
        <translation>按首选项中的设置</translation>
    </message>
    <message>
        <source>A token with less left than this is not used again.</source>
        <translation>剩余有效期少于此值的令牌不会再次使用。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>One “name=value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>每行一个“name=value”。名称表明是机密的存入密钥环，其余的存入普通文件。</translation>
    </message>
    <message>
        <source>One “Name: value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>每行一个“Name: value”。名称表明是机密的存入密钥环，其余的存入普通文件。</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>机密到期日</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>客户端身份验证</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>密钥 ID</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Assertion audience</source>
        <translation>断言的受众</translation>
    </message>
    <message>
        <source>Extra parameters</source>
        <translation>额外参数</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>额外标头</translation>
    </message>
    <message>
        <source>Do not reuse below</source>
        <translation>剩余少于此值不复用</translation>
    </message>
    <message>
        <source>Request preview</source>
        <translation>请求预览</translation>
    </message>
    <message>
        <source>As the provider says (%1)</source>
        <translation>按提供商的规定（%1）</translation>
    </message>
    <message>
        <source>As usual (%1)</source>
        <translation>按惯例（%1）</translation>
    </message>
    <message>
        <source>As the key is</source>
        <translation>按密钥的类型</translation>
    </message>
    <message>
        <source>the token URL</source>
        <translation>令牌 URL</translation>
    </message>
    <message>
        <source>That is the day of the secret before. Enter the new one&apos;s, or none.</source>
        <translation>这是之前机密的到期日。请输入新机密的到期日，或留空。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NoMatch</name>
    <message>
        <source>There are no favourites yet.</source>
        <translation>还没有收藏。</translation>
    </message>
    <message>
        <source>No credential set is for production.</source>
        <translation>没有用于生产环境的凭据集。</translation>
    </message>
    <message>
        <source>No credential set is for a sandbox.</source>
        <translation>没有用于沙盒环境的凭据集。</translation>
    </message>
    <message>
        <source>Nothing needs attention.</source>
        <translation>没有需要处理的内容。</translation>
    </message>
    <message>
        <source>No credential set under this filter matches “%1”.</source>
        <translation>此筛选条件下没有凭据集匹配“%1”。</translation>
    </message>
    <message>
        <source>No credential set matches “%1”.</source>
        <translation>没有凭据集匹配“%1”。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>After “is:” can stand: %1.</source>
        <translation>“is:”之后可以是：%1。</translation>
    </message>
    <message>
        <source>After “env:” can stand: %1, or the name of an environment.</source>
        <translation>“env:”之后可以是：%1，或环境的名称。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NotesPage</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Whom to ask, what it is for, when it is renewed. Kept in a plain file: no secrets.</source>
        <translation>联系谁、有何用途、何时续期。保存在普通文件中：请勿写入机密。</translation>
    </message>
    <message>
        <source>shop, Europe</source>
        <translation>商店, 欧洲</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>标签(&amp;T)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Not stored yet: %1</source>
        <translation>尚未保存：%1</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PairFields</name>
    <message>
        <source>Asked for once: the keychain keeps the key without it.</source>
        <translation>只询问一次：密钥环保存的私钥不带密码短语。</translation>
    </message>
    <message>
        <source>Get these at %1</source>
        <translation>可在 %1 获取</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>私钥的密码短语</translation>
    </message>
    <message>
        <source>Certificate (PEM)</source>
        <translation>证书（PEM）</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%2 的 %1</translation>
    </message>
    <message>
        <source>PEM or JWK</source>
        <translation>PEM 或 JWK</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Palette</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>The token of %1 is ready. Enter copies it.</source>
        <translation>%1的令牌已就绪。按 Enter 复制。</translation>
    </message>
    <message>
        <source>Cancelled %1.</source>
        <translation>已取消%1。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Enter copies · Ctrl+Enter mints · Esc closes</source>
        <translation>Enter 复制 · Ctrl+Enter 获取 · Esc 关闭</translation>
    </message>
    <message>
        <source>Getting a token for %1… · Esc cancels</source>
        <translation>正在为%1获取令牌… · Esc 取消</translation>
    </message>
    <message>
        <source>Getting a token for %1… %2 s · Esc cancels</source>
        <translation>正在为%1获取令牌… %2 秒 · Esc 取消</translation>
    </message>
    <message>
        <source>There are no credential sets yet.</source>
        <translation>还没有凭据集。</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>没有匹配“%1”的内容。</translation>
    </message>
    <message>
        <source>Credential sets</source>
        <translation>凭据集</translation>
    </message>
    <message>
        <source>&amp;Open Tokenwright</source>
        <translation>打开 Tokenwright(&amp;O)</translation>
    </message>
    <message>
        <source>Open Tokenwright</source>
        <translation>打开 Tokenwright</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PemField</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Choose a PEM or JWK file</source>
        <translation>选择 PEM 或 JWK 文件</translation>
    </message>
    <message>
        <source>Choose a PEM file</source>
        <translation>选择 PEM 文件</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key *.p8 *.jwk *.json)</source>
        <translation>密钥 (*.pem *.key *.p8 *.jwk *.json)</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.key *.crt *.cer)</source>
        <translation>PEM 文件 (*.pem *.key *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 is neither PEM (-----BEGIN …-----) nor a JWK.</source>
        <translation>%1 既不是 PEM（-----BEGIN …-----），也不是 JWK。</translation>
    </message>
    <message>
        <source>%1 is no PEM file (-----BEGIN …-----).</source>
        <translation>%1 不是 PEM 文件（-----BEGIN …-----）。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PlatformKeychainService</name>
    <message>
        <source>macOS Keychain</source>
        <translation>macOS 钥匙串</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>这是本系统自带的</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>never, until quit</source>
        <translation>不清除，直到退出</translation>
    </message>
    <message>
        <source>Clear the clipboard after</source>
        <translation>多久后清除剪贴板</translation>
    </message>
    <message>
        <source>Ask before copying production tokens</source>
        <translation>复制生产环境的令牌前询问</translation>
    </message>
    <message>
        <source>Ask before a script gets production tokens</source>
        <translation>脚本获取生产环境的令牌前询问</translation>
    </message>
    <message>
        <source>Do not reuse a token with less left than</source>
        <translation>不复用剩余有效期少于此值的令牌</translation>
    </message>
    <message>
        <source>Tell when a copied token is about to expire</source>
        <translation>已复制的令牌即将到期时发出通知</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>列表行距</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>关闭窗口后在系统托盘中继续运行</translation>
    </message>
    <message>
        <source>On a desktop without a tray, closing the window quits.</source>
        <translation>在没有系统托盘的桌面上，关闭窗口即退出。</translation>
    </message>
    <message>
        <source>Search for a token from anywhere with Meta+Shift+B</source>
        <translation>用 Meta+Shift+B 随处搜索令牌</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>They hold until you quit. Make room on the disk and save once more.</source>
        <translation>这些设置在退出前有效。请腾出磁盘空间，然后再次保存。</translation>
    </message>
    <message>
        <source>The language changes when Tokenwright is started again.</source>
        <translation>重新启动 Tokenwright 后语言才会更改。</translation>
    </message>
    <message>
        <source>Usual format of “Copy as…”</source>
        <translation>“复制为…”的常用格式</translation>
    </message>
    <message>
        <source>Scripts and assistants use the command line without a terminal. While this window is closed they get none.</source>
        <translation>脚本和助手会在没有终端的情况下使用命令行。此窗口关闭时，它们得不到令牌。</translation>
    </message>
    <message>
        <source>Your desktop may ask you for another key. Where it has none to give, let a shortcut of its own run “tokenwright --palette”.</source>
        <translation>桌面可能会要求您选择其他按键。如果桌面无法提供，请用桌面自己的快捷键运行“tokenwright --palette”。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderBox</name>
    <message>
        <source>Type to find a provider</source>
        <translation>输入以查找提供商</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderDelegate</name>
    <message>
        <source>yours</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>yours, %1</source>
        <translation>自定义，%1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderList</name>
    <message>
        <source>skipped: %1</source>
        <translation>已跳过：%1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProvidersDialog</name>
    <message>
        <source>Providers</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Words from name, id, environments and URLs (Ctrl+F)</source>
        <translation>名称、id、环境和 URL 中的词（Ctrl+F）</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>&amp;Add a credential set for this…</source>
        <translation>为此提供商添加凭据集(&amp;A)…</translation>
    </message>
    <message>
        <source>Add a credential set for this…</source>
        <translation>为此提供商添加凭据集…</translation>
    </message>
    <message>
        <source>Cop&amp;y this preset to my providers</source>
        <translation>将此预设复制到我的提供商(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy this preset to my providers</source>
        <translation>将此预设复制到我的提供商</translation>
    </message>
    <message>
        <source>Makes a file of your own to start from and opens it</source>
        <translation>以此为起点创建您自己的文件并打开</translation>
    </message>
    <message>
        <source>&amp;Open my providers&apos; folder</source>
        <translation>打开我的提供商文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>Open my providers&apos; folder</source>
        <translation>打开我的提供商文件夹</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No provider has these words. Clear the filter to see all.</source>
        <translation>没有提供商含有这些词。清除筛选即可查看全部。</translation>
    </message>
    <message>
        <source>Copied to %1. Edit it: Tokenwright reads it again whenever it is saved. With the id “%2” it takes the place of the one it was copied from.</source>
        <translation>已复制到 %1。请编辑它：每次保存后 Tokenwright 都会重新读取。如果 id 为“%2”，它会取代被复制的那个。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestLog</name>
    <message>
        <source>A request could not be added to %1: %2</source>
        <translation>无法将请求添加到 %1：%2</translation>
    </message>
    <message>
        <source>another program holds its lock</source>
        <translation>另一个程序占用了它的锁</translation>
    </message>
    <message>
        <source>%1 cannot be cut back: %2</source>
        <translation>无法缩减 %1：%2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsModel</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 毫秒</translation>
    </message>
    <message>
        <source>%1, %2, HTTP status %3, %4, asked for by %5</source>
        <translation>%1，%2，HTTP 状态 %3，%4，请求方：%5</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>请求方</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsPage</name>
    <message>
        <source>Copy &amp;details</source>
        <translation>复制详情(&amp;D)</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>客户端身份验证</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Request IDs</source>
        <translation>请求 ID</translation>
    </message>
    <message>
        <source>For a ticket at the provider: neither a secret nor a token is in it.</source>
        <translation>供提交给提供商的工单使用：其中既没有机密也没有令牌。</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>未选择凭据集。</translation>
    </message>
    <message>
        <source>No request for this credential set is known.</source>
        <translation>没有此凭据集的请求记录。</translation>
    </message>
    <message>
        <source>Copied the details of the request of %1.</source>
        <translation>已复制 %1 的请求的详情。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RotateDialog</name>
    <message>
        <source>Rotate secret</source>
        <translation>轮换机密</translation>
    </message>
    <message>
        <source>It was accepted. Saving to the keychain…</source>
        <translation>已被接受。正在保存到密钥环…</translation>
    </message>
    <message>
        <source>The new secret is tried first: only when %1 has given a token for it does it take the place of the old one.</source>
        <translation>会先试用新机密：只有在 %1 为它发放了令牌之后，它才会替换旧机密。</translation>
    </message>
    <message>
        <source>The new one</source>
        <translation>新机密</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>机密到期日</translation>
    </message>
    <message>
        <source>Keep the old secret at hand</source>
        <translation>保留旧机密备用</translation>
    </message>
    <message>
        <source>In the keychain, beside the new one, for as long as the provider takes both. Nothing is sent with it.</source>
        <translation>在提供商同时接受两者期间，与新机密一起保存在密钥环中。不会用它发送任何请求。</translation>
    </message>
    <message>
        <source>An earlier secret is still kept beside the present one.</source>
        <translation>当前机密之外，还保留着一个较早的机密。</translation>
    </message>
    <message>
        <source>Forget the old secret</source>
        <translation>丢弃旧机密</translation>
    </message>
    <message>
        <source>Try and &amp;replace</source>
        <translation>试用并替换(&amp;R)</translation>
    </message>
    <message>
        <source>Try and replace</source>
        <translation>试用并替换</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Edit the credential set and agree to it first.</source>
        <translation>请先编辑凭据集，并同意更改发送目标。</translation>
    </message>
    <message>
        <source>Trying the new secret…</source>
        <translation>正在试用新机密…</translation>
    </message>
    <message>
        <source>It was not tried to the end.</source>
        <translation>试用没有完成。</translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <translation>没有任何更改。%1</translation>
    </message>
    <message>
        <source>Forget the secret that “%1” had before?</source>
        <translation>要丢弃“%1”以前的机密吗？</translation>
    </message>
    <message>
        <source>It is deleted from the keychain. The present one stays.</source>
        <translation>它将从密钥环中删除。当前的机密保留。</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Deleting it from the keychain…</source>
        <translation>正在从密钥环中删除…</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有任何更改。</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>正在从密钥环读取 ID 和密钥…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SandboxKeychain</name>
    <message>
        <source>the sandbox&apos;s keyring (Secret portal)</source>
        <translation>沙盒的密钥环（Secret portal）</translation>
    </message>
    <message>
        <source>the program runs in a sandbox</source>
        <translation>程序在沙盒中运行</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopePicker</name>
    <message>
        <source>Choose scopes</source>
        <translation>选择范围</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>确定(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 (default)</source>
        <translation>%1（默认）</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>已选 %1/%2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopesField</name>
    <message>
        <source>One per line</source>
        <translation>每行一个</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Choose scopes…</source>
        <translation>选择范围…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SearchField</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search (Ctrl+F), Enter copies</source>
        <translation>搜索（Ctrl+F），按 Enter 复制</translation>
    </message>
    <message>
        <source>Enter copies the header of the set that is found, Ctrl+Enter mints.
Several words narrow it down; “two words” in quotation marks are one.
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</source>
        <translation>Enter 复制找到的凭据集的标头，Ctrl+Enter 获取令牌。
输入多个词可缩小范围；用引号括起的“两个 词”视为一个整体。
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretNotices</name>
    <message>
        <source>Secret expired</source>
        <translation>机密已过期</translation>
    </message>
    <message>
        <source>Secret about to expire</source>
        <translation>机密即将到期</translation>
    </message>
    <message>
        <source>The secret of %1 has expired.</source>
        <translation>%1的机密已过期。</translation>
    </message>
    <message>
        <source>The secret of %1 expires %2.</source>
        <translation>%1的机密即将到期：%2。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>%1 secrets have expired or are about to</source>
        <translation>%1 个机密已过期或即将到期</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1和另外 %2 个</translation>
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
        <translation>%1（Secret Service）</translation>
    </message>
    <message>
        <source>it is the Secret Service of this session</source>
        <translation>它是此会话的 Secret Service</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>没有会话总线（D-Bus）。</translation>
    </message>
    <message>
        <source>Default keyring</source>
        <translation>默认密钥环</translation>
    </message>
    <message>
        <source>It is still locked after the prompt.</source>
        <translation>解锁提示之后，它仍处于锁定状态。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretServicePrompt</name>
    <message>
        <source>The keychain&apos;s service ended during the prompt.</source>
        <translation>解锁提示期间，密钥环服务已结束。</translation>
    </message>
    <message>
        <source>The unlock prompt was dismissed, or could not be shown.</source>
        <translation>解锁提示被关闭，或无法显示。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SessionSecretStore</name>
    <message>
        <source>memory, until you quit</source>
        <translation>内存，直到退出</translation>
    </message>
    <message>
        <source>no keychain answers</source>
        <translation>没有密钥环响应</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SetActions</name>
    <message>
        <source>The token lives %1.</source>
        <translation>令牌的有效期为 %1。</translation>
    </message>
    <message>
        <source>The provider did not say how long the token lives.</source>
        <translation>提供商没有说明令牌的有效期。</translation>
    </message>
    <message>
        <source>%1 The keychain would not hold it: it is gone when you quit.</source>
        <translation>%1 密钥环没有保存它：退出后即消失。</translation>
    </message>
    <message>
        <source>%1 has its new secret.</source>
        <translation>%1已换用新机密。</translation>
    </message>
    <message>
        <source>The old secret of %1 is forgotten.</source>
        <translation>已丢弃%1的旧机密。</translation>
    </message>
    <message>
        <source>%1 has no other environment.</source>
        <translation>%1 没有其他环境。</translation>
    </message>
    <message>
        <source>Saved “%1”.</source>
        <translation>已保存“%1”。</translation>
    </message>
    <message>
        <source>Duplicating “%1”…</source>
        <translation>正在为“%1”创建副本…</translation>
    </message>
    <message>
        <source>Duplicated. A refresh token belongs to one credential set alone: edit the copy and enter one for it.</source>
        <translation>已创建副本。刷新令牌只属于一个凭据集：请编辑副本，为其输入刷新令牌。</translation>
    </message>
    <message>
        <source>“%1” is a favourite.</source>
        <translation>“%1”已收藏。</translation>
    </message>
    <message>
        <source>“%1” is no favourite any more.</source>
        <translation>“%1”已取消收藏。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>以及另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove credential sets</source>
        <translation>移除凭据集</translation>
    </message>
    <message numerus="yes">
        <source>Remove these %n credential set(s)?</source>
        <translation>
            <numerusform>要移除这 %n 个凭据集吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>已移除%1。</translation>
    </message>
    <message numerus="yes">
        <source>Removed %n credential set(s).</source>
        <translation>
            <numerusform>已移除 %n 个凭据集。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is there again.</source>
        <translation>%1已恢复。</translation>
    </message>
    <message>
        <source>%1 was removed; the keychain holds nothing of it.</source>
        <translation>已移除%1；密钥环中不再有其任何内容。</translation>
    </message>
    <message>
        <source>Nothing that can be imported is on the clipboard, such as a curl command or the lines of a .env file.</source>
        <translation>剪贴板中没有可以导入的内容，例如 curl 命令或 .env 文件中的行。</translation>
    </message>
    <message numerus="yes">
        <source>Export %n credential set(s) without secrets</source>
        <translation>
            <numerusform>导出 %n 个凭据集，不含机密</numerusform>
        </translation>
    </message>
    <message>
        <source>Templates of .env files, names alone (*.env *.example)</source>
        <translation>.env 文件模板，仅名称 (*.env *.example)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
    </message>
    <message>
        <source>Exported the credential sets to %1, without their secrets.</source>
        <translation>已将凭据集导出到 %1，不含其机密。</translation>
    </message>
    <message>
        <source>%1 was not written. %2</source>
        <translation>无法写入 %1。%2</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) are there again.</source>
        <translation>
            <numerusform>已恢复 %n 个凭据集。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) were removed; the keychain holds nothing of them.</source>
        <translation>
            <numerusform>已移除 %n 个凭据集；密钥环中不再保存其任何内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicated. The copy shares the credentials and no token.</source>
        <translation>已创建副本。副本共用 ID 和密钥，不共用令牌。</translation>
    </message>
    <message>
        <source>Their credentials and tokens are deleted from the keychain. For ten seconds they can be had back.</source>
        <translation>它们的 ID、密钥和令牌将从密钥环中删除。十秒之内可以恢复。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>In the search: copy the bearer header of the selected set</source>
        <translation>搜索时：复制所选凭据集的 Bearer 标头</translation>
    </message>
    <message>
        <source>In the search: mint a token</source>
        <translation>搜索时：获取令牌</translation>
    </message>
    <message>
        <source>In the search: go to the list</source>
        <translation>搜索时：转到列表</translation>
    </message>
    <message>
        <source>In the search: clear it, then go to the list</source>
        <translation>搜索时：清除搜索，然后转到列表</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::StatusLine</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>The clipboard was cleared.</source>
        <translation>剪贴板已清除。</translation>
    </message>
    <message>
        <source>The desktop did not let the clipboard be cleared; it is tried again when this window is active.</source>
        <translation>桌面不允许清除剪贴板；此窗口处于活动状态时会再次尝试。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TextField</name>
    <message>
        <source>Show secret</source>
        <translation>显示机密</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenActions</name>
    <message>
        <source>Copy from production</source>
        <translation>从生产环境复制</translation>
    </message>
    <message>
        <source>Copy from %1?</source>
        <translation>要从%1复制吗？</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>当前令牌将失效</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>为“%1”获取新令牌吗？</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>获取新令牌</translation>
    </message>
    <message>
        <source>Checking the token of “%1”…</source>
        <translation>正在检查“%1”的令牌…</translation>
    </message>
    <message>
        <source>The token of “%1”: %2 (HTTP %3).</source>
        <translation>“%1”的令牌：%2（HTTP %3）。</translation>
    </message>
    <message>
        <source>No request was sent, so there are no details to copy.</source>
        <translation>没有发送请求，因此没有可复制的详情。</translation>
    </message>
    <message>
        <source>Copied the details of the last request, without anything secret.</source>
        <translation>已复制上次请求的详情，不含任何机密。</translation>
    </message>
    <message>
        <source>“%1” is no longer kept fresh.</source>
        <translation>“%1”不再自动保持有效。</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs. Each renewal makes the token before it invalid.</source>
        <translation>在 Tokenwright 运行期间，“%1”会自动保持有效。每次续期都会使之前的令牌失效。</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs.</source>
        <translation>在 Tokenwright 运行期间，“%1”会自动保持有效。</translation>
    </message>
    <message>
        <source>Retry with the base scope alone</source>
        <translation>仅用基本范围重试</translation>
    </message>
    <message>
        <source>Let “%1” ask for this alone from now on?

%2</source>
        <translation>让“%1”从现在起只请求以下范围吗？

%2</translation>
    </message>
    <message>
        <source>These scopes are taken out of the credential set; they can be added again when %1 has granted them:

%2</source>
        <translation>将从凭据集中去掉这些范围；%1 授予后可以重新添加：

%2</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The token endpoint has moved</source>
        <translation>令牌端点已变更</translation>
    </message>
    <message>
        <source>Send the secret of “%1” to %2?</source>
        <translation>将“%1”的机密发送到 %2 吗？</translation>
    </message>
    <message>
        <source>Send it there from now on</source>
        <translation>从现在起发送到那里</translation>
    </message>
    <message>
        <source>It was saved for %1. Nothing was sent. Agree only if you know why the endpoint has changed.</source>
        <translation>它是为 %1 保存的。没有发送任何内容。只有在您知道端点为何变更时才应同意。</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>未知服务器</translation>
    </message>
    <message>
        <source>Tokens forgotten: %1. At the provider they live on.</source>
        <translation>已丢弃的令牌：%1。在提供商那里它们依然有效。</translation>
    </message>
    <message>
        <source>Forgot the token of %1. At the provider it lives on.</source>
        <translation>已丢弃%1的令牌。在提供商那里它依然有效。</translation>
    </message>
    <message>
        <source>%1 had no token.</source>
        <translation>%1没有令牌。</translation>
    </message>
    <message>
        <source>Revoking the token of %1…</source>
        <translation>正在撤销%1的令牌…</translation>
    </message>
    <message>
        <source>The token of %1 is revoked.</source>
        <translation>已撤销%1的令牌。</translation>
    </message>
    <message>
        <source>%1 has no token that could be revoked.</source>
        <translation>%1没有可撤销的令牌。</translation>
    </message>
    <message>
        <source>Revoke token</source>
        <translation>撤销令牌</translation>
    </message>
    <message>
        <source>Revoke the token of %1?</source>
        <translation>要撤销%1的令牌吗？</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>“%1”（%2）</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 个</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and prints it.</source>
        <translation>“tokenwright-cli %1”请求该令牌并将其输出。</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and hands it to “%2”.</source>
        <translation>“tokenwright-cli %1”请求该令牌并将其交给“%2”。</translation>
    </message>
    <message>
        <source>Production token for the command line</source>
        <translation>将生产环境的令牌交给命令行</translation>
    </message>
    <message>
        <source>Token for the command line</source>
        <translation>将令牌交给命令行</translation>
    </message>
    <message>
        <source>Give a token of %1 to a command line?</source>
        <translation>要将%1的令牌交给命令行吗？</translation>
    </message>
    <message>
        <source>Give tokens of these to a command line?

%1</source>
        <translation>要将以下凭据集的令牌交给命令行吗？

%1</translation>
    </message>
    <message>
        <source>Agree only if you know who has started it.</source>
        <translation>只有在您知道是谁启动了它时才应同意。</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>It is a production environment. This question can be turned off in the preferences.</source>
        <translation>这是生产环境。可在首选项中关闭此询问。</translation>
    </message>
    <message>
        <source>Copy the present token</source>
        <translation>复制当前令牌</translation>
    </message>
    <message>
        <source>%1 ends it at once: whoever uses it, here or elsewhere, is refused from then on. The credential set and its credentials stay; the next copy mints a new token.</source>
        <translation>%1 会立即终止它：此后无论在本机还是别处使用它，都会被拒绝。凭据集及其 ID 和密钥会保留；下次复制时会获取新令牌。</translation>
    </message>
    <message>
        <source>The API has moved</source>
        <translation>API 已变更</translation>
    </message>
    <message>
        <source>Send the token of “%1” to %2?</source>
        <translation>将“%1”的令牌发送到 %2 吗？</translation>
    </message>
    <message>
        <source>So far it may go to %1. Nothing was sent. Agree only if you know why the API&apos;s address has changed.</source>
        <translation>目前它只可以发送到 %1。没有发送任何内容。只有在您知道 API 地址为何变更时才应同意。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenChecker</name>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>提供商的文件没有描述可用来检查令牌的调用。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenPage</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Scopes granted</source>
        <translation>已授予的范围</translation>
    </message>
    <message>
        <source>Scopes asked for</source>
        <translation>已请求的范围</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Minted</source>
        <translation>获取时间</translation>
    </message>
    <message>
        <source>Requests today</source>
        <translation>今日请求数</translation>
    </message>
    <message>
        <source>Last request</source>
        <translation>上次请求</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>上次检查</translation>
    </message>
    <message>
        <source>Calls left</source>
        <translation>剩余调用次数</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>机密</translation>
    </message>
    <message>
        <source>Earlier tokens</source>
        <translation>较早的令牌</translation>
    </message>
    <message>
        <source>Copy an earlier token…</source>
        <translation>复制较早的令牌…</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>A new token makes the previous one invalid.</source>
        <translation>获取新令牌会使之前的令牌失效。</translation>
    </message>
    <message>
        <source>none since the program started</source>
        <translation>程序启动以来没有</translation>
    </message>
    <message>
        <source>cancelled, at %1</source>
        <translation>已取消，于 %1</translation>
    </message>
    <message>
        <source>no answer after %L1 ms, at %2</source>
        <translation>%L1 毫秒后仍无响应，%2</translation>
    </message>
    <message>
        <source>HTTP %1, %L2 ms, at %3</source>
        <translation>HTTP %1，%L2 毫秒，%3</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s; set it right.</source>
        <translation>此计算机的时钟比服务器快 %1；请校准时间。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s; set it right.</source>
        <translation>此计算机的时钟比服务器慢 %1；请校准时间。</translation>
    </message>
    <message>
        <source>At %1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 个</translation>
    </message>
    <message>
        <source>entered on %1</source>
        <translation>于 %1 输入</translation>
    </message>
    <message>
        <source>expired on %1, %2</source>
        <translation>已于 %1 过期（%2）</translation>
    </message>
    <message>
        <source>expires on %1, %2</source>
        <translation>于 %1 到期（%2）</translation>
    </message>
    <message>
        <source>%1; minted at %2</source>
        <translation>%1；获取于 %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Tray</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Not copied</source>
        <translation>未复制</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>%1的令牌已就绪；由于剪贴板正被用于其他内容，没有复制。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The %1 most recently used of %L2</source>
        <translation>最近使用的 %1 个，共 %L2 个</translation>
    </message>
    <message>
        <source>Show Tokenwright</source>
        <translation>显示 Tokenwright</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>Tokenwright::UndoCountdown</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>Tokenwright::WindowProgram</name>
    <message>
        <source>%1 opens the search from anywhere.</source>
        <translation>%1 可随处打开搜索。</translation>
    </message>
    <message>
        <source>This desktop gave Tokenwright no key for the search. Have a key of your choice run “tokenwright --palette”, in the desktop&apos;s keyboard settings.</source>
        <translation>此桌面没有为 Tokenwright 分配搜索快捷键。请在桌面的键盘设置中，让您选择的快捷键运行“tokenwright --palette”。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::WindowsSecretStore</name>
    <message>
        <source>Windows Credential Manager takes no value of this length.</source>
        <translation>Windows 凭据管理器不接受这样长度的值。</translation>
    </message>
    <message>
        <source>Windows Credential Manager</source>
        <translation>Windows 凭据管理器</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>这是本系统自带的</translation>
    </message>
</context>
</TS>
