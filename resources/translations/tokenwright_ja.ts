<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>Tokenwright</name>
    <message>
        <source>Added “%1”.</source>
        <translation>「%1」を追加しました。</translation>
    </message>
    <message>
        <source>--environment takes one of %1.</source>
        <translation>--environment には次のいずれかを指定してください: %1。</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already.</source>
        <translation>%2には「%1」という名前の資格情報セットがすでにあります。</translation>
    </message>
    <message>
        <source>--issuer is for the generic provider; leave --provider away.</source>
        <translation>--issuer は汎用プロバイダー用です。--provider は指定しないでください。</translation>
    </message>
    <message>
        <source>Its tokens are had at %1.</source>
        <translation>トークンの取得先: %1。</translation>
    </message>
    <message>
        <source>Where tokens are had is found out at this URL, an issuer&apos;s or an API&apos;s; takes the generic provider.</source>
        <translation>発行者またはAPIのURL。トークンの取得先をここから見つけます。汎用プロバイダーを使います。</translation>
    </message>
    <message>
        <source>Give the new credential set one name.</source>
        <translation>新しい資格情報セットに名前を1つ指定してください。</translation>
    </message>
    <message>
        <source>--provider is missing; “providers” lists them.</source>
        <translation>--provider がありません。「providers」で一覧を表示できます。</translation>
    </message>
    <message>
        <source>%1 may give another refresh token for the one that is sent, and only a credential set can keep it: say “add”, then “mint NAME”.</source>
        <translation>%1は、送られたリフレッシュトークンの代わりに別のものを返すことがあり、それを保存できるのは資格情報セットだけです。「add」のあとに「mint NAME」を実行してください。</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2.</source>
        <translation>%1を実行できません: %2。</translation>
    </message>
    <message>
        <source>Lists the credential sets and what is left of their tokens.</source>
        <translation>資格情報セットとトークンの残り時間を一覧表示します。</translation>
    </message>
    <message>
        <source>Sets, and what is left of their tokens.</source>
        <translation>セットとトークンの残り時間。</translation>
    </message>
    <message>
        <source>The same for a program to read.</source>
        <translation>同じ内容をプログラム向けに出力します。</translation>
    </message>
    <message>
        <source>Prints the header “Authorization: Bearer …”.</source>
        <translation>ヘッダー「Authorization: Bearer …」を出力します。</translation>
    </message>
    <message>
        <source>A header for curl -H, minted if need be.</source>
        <translation>curl -H 用のヘッダー。必要なら取得します。</translation>
    </message>
    <message>
        <source>One that lives half an hour at least.</source>
        <translation>あと30分以上使えるもの。</translation>
    </message>
    <message>
        <source>Quoted for another tool.</source>
        <translation>別のツール用に引用符で囲みます。</translation>
    </message>
    <message>
        <source>Prints the access token alone.</source>
        <translation>アクセストークンだけを出力します。</translation>
    </message>
    <message>
        <source>The token alone.</source>
        <translation>トークンだけ。</translation>
    </message>
    <message>
        <source>With expires_in, expires_at, scope and more.</source>
        <translation>expires_in、expires_at、スコープなども含みます。</translation>
    </message>
    <message>
        <source>A set whose name begins with a dash.</source>
        <translation>名前がダッシュで始まるセット。</translation>
    </message>
    <message>
        <source>Asks for a new token even if one is valid, and prints it; also for a set that the options describe, storing nothing.</source>
        <translation>有効なトークンがあっても新しいトークンを要求して出力します。オプションで記述したセットでも使え、その場合は何も保存しません。</translation>
    </message>
    <message>
        <source>A new token, kept for later use.</source>
        <translation>新しいトークン。後で使えるように保存します。</translation>
    </message>
    <message>
        <source>Asks for the secret and stores nothing.</source>
        <translation>シークレットの入力を求め、何も保存しません。</translation>
    </message>
    <message>
        <source>Prints the token as environment variables, for a shell to read.</source>
        <translation>トークンを、シェルが読み取れる環境変数として出力します。</translation>
    </message>
    <message>
        <source>Lines for eval &quot;$(…)&quot; in bash, dash or zsh.</source>
        <translation>bash、dash、zshの eval &quot;$(…)&quot; に渡す行。</translation>
    </message>
    <message>
        <source>The same in fish.</source>
        <translation>fishで同じことをします。</translation>
    </message>
    <message>
        <source>APP_PARCELS_ACCESS_TOKEN, APP_LETTERS_ACCESS_TOKEN, …</source>
        <translation>APP_PARCELS_ACCESS_TOKEN、APP_LETTERS_ACCESS_TOKEN、…</translation>
    </message>
    <message>
        <source>Runs a command that finds the token in its environment.</source>
        <translation>環境変数にトークンを設定してコマンドを実行します。</translation>
    </message>
    <message>
        <source>Only that command finds the token.</source>
        <translation>そのコマンドだけがトークンを受け取ります。</translation>
    </message>
    <message>
        <source>Its output does not show the token.</source>
        <translation>出力にトークンは現れません。</translation>
    </message>
    <message>
        <source>Runs curl with the header; no argument, variable or output holds it.</source>
        <translation>ヘッダーを付けてcurlを実行します。引数、変数、出力のどれにもヘッダーは現れません。</translation>
    </message>
    <message>
        <source>A call of the API, with the header.</source>
        <translation>ヘッダーを付けたAPI呼び出し。</translation>
    </message>
    <message>
        <source>Asks the provider&apos;s API whether it takes the token.</source>
        <translation>プロバイダーのAPIがトークンを受け付けるかどうかを確認します。</translation>
    </message>
    <message>
        <source>One harmless call with its token.</source>
        <translation>トークンを使って無害な呼び出しを1回行います。</translation>
    </message>
    <message>
        <source>Tells what is in the token that is kept; asks for no other.</source>
        <translation>保存されているトークンの内容を表示します。新しいトークンは要求しません。</translation>
    </message>
    <message>
        <source>Header and claims of a JWT.</source>
        <translation>JWTのヘッダーとクレーム。</translation>
    </message>
    <message>
        <source>Lists the requests that were sent and what came of them.</source>
        <translation>送信したリクエストとその結果を一覧表示します。</translation>
    </message>
    <message>
        <source>Those of one set, newest last.</source>
        <translation>1つのセットのリクエスト。新しいものが最後です。</translation>
    </message>
    <message>
        <source>An object a line, with request IDs.</source>
        <translation>1行に1オブジェクト。リクエストIDを含みます。</translation>
    </message>
    <message>
        <source>Adds a credential set; asks for its secret.</source>
        <translation>資格情報セットを追加します。シークレットの入力を求めます。</translation>
    </message>
    <message>
        <source>Asks for the secret.</source>
        <translation>シークレットの入力を求めます。</translation>
    </message>
    <message>
        <source>Takes the secret from a file.</source>
        <translation>シークレットをファイルから読み取ります。</translation>
    </message>
    <message>
        <source>Changes a credential set.</source>
        <translation>資格情報セットを変更します。</translation>
    </message>
    <message>
        <source>Another name.</source>
        <translation>名前を変更します。</translation>
    </message>
    <message>
        <source>Another secret.</source>
        <translation>シークレットを変更します。</translation>
    </message>
    <message>
        <source>Gives a credential set another name.</source>
        <translation>資格情報セットの名前を変えます。</translation>
    </message>
    <message>
        <source>Its tokens stay.</source>
        <translation>トークンはそのままです。</translation>
    </message>
    <message>
        <source>Replaces the secret, once a token was minted with the new one.</source>
        <translation>新しいシークレットでトークンを取得できたら、シークレットを入れ替えます。</translation>
    </message>
    <message>
        <source>Asks for the new secret.</source>
        <translation>新しいシークレットの入力を求めます。</translation>
    </message>
    <message>
        <source>Keeps the old one at hand as well.</source>
        <translation>古いシークレットも手元に残します。</translation>
    </message>
    <message>
        <source>Drops the old one.</source>
        <translation>古いシークレットを破棄します。</translation>
    </message>
    <message>
        <source>Removes a credential set and what the keychain holds of it.</source>
        <translation>資格情報セットと、キーリングにあるその内容を削除します。</translation>
    </message>
    <message>
        <source>Asks first.</source>
        <translation>削除の前に確認します。</translation>
    </message>
    <message>
        <source>Does not ask.</source>
        <translation>確認しません。</translation>
    </message>
    <message>
        <source>Drops the kept token; the next use mints another.</source>
        <translation>保存されているトークンを破棄します。次に使うときに新しいトークンを取得します。</translation>
    </message>
    <message>
        <source>Here alone: it lives on.</source>
        <translation>手元だけの操作です。トークン自体は有効なままです。</translation>
    </message>
    <message>
        <source>Asks the provider to end the kept token, then drops it.</source>
        <translation>保存されているトークンをプロバイダー側で失効させてから破棄します。</translation>
    </message>
    <message>
        <source>Nobody can use it any more.</source>
        <translation>もう誰にも使えなくなります。</translation>
    </message>
    <message>
        <source>Finds the token endpoint of an issuer or of an API by its URL.</source>
        <translation>発行者またはAPIのURLからトークンエンドポイントを見つけます。</translation>
    </message>
    <message>
        <source>What the server says of itself.</source>
        <translation>サーバーが自身について公開している情報。</translation>
    </message>
    <message>
        <source>Adds credential sets from files of other programs; asks first.</source>
        <translation>ほかのプログラムのファイルから資格情報セットを追加します。追加の前に確認します。</translation>
    </message>
    <message>
        <source>Shows what would be added of a file and a folder, then asks.</source>
        <translation>ファイルとフォルダーから何が追加されるかを表示し、確認します。</translation>
    </message>
    <message>
        <source>The same of standard input, adding nothing.</source>
        <translation>標準入力から同じことをします。何も追加しません。</translation>
    </message>
    <message>
        <source>Prints credential sets as JSON, without their secrets.</source>
        <translation>資格情報セットを、シークレットを除いてJSONとして出力します。</translation>
    </message>
    <message>
        <source>Every set, without its secret.</source>
        <translation>すべてのセット。シークレットは含みません。</translation>
    </message>
    <message>
        <source>Two of them.</source>
        <translation>そのうちの2つ。</translation>
    </message>
    <message>
        <source>Names to be filled in by others.</source>
        <translation>ほかの人が値を書き込むための名前の一覧。</translation>
    </message>
    <message>
        <source>What add --provider takes.</source>
        <translation>add --provider に指定できるもの。</translation>
    </message>
    <message>
        <source>What is wrong with a file of yours.</source>
        <translation>自分のファイルのどこが誤っているか。</translation>
    </message>
    <message>
        <source>Prints what makes a shell complete these commands.</source>
        <translation>シェルがこれらのコマンドを補完できるようにする定義を出力します。</translation>
    </message>
    <message>
        <source>For source &lt;(…) in ~/.bashrc.</source>
        <translation>~/.bashrc に書く source &lt;(…) 用。</translation>
    </message>
    <message>
        <source>In fish.</source>
        <translation>fishの場合。</translation>
    </message>
    <message>
        <source>Only sets of this environment, for example sandbox.</source>
        <translation>この環境のセットだけ。例: sandbox。</translation>
    </message>
    <message>
        <source>No words on standard error unless something fails.</source>
        <translation>失敗しない限り、標準エラー出力にメッセージを出しません。</translation>
    </message>
    <message>
        <source>Tells the options.</source>
        <translation>オプションを表示します。</translation>
    </message>
    <message>
        <source>Tells the version.</source>
        <translation>バージョンを表示します。</translation>
    </message>
    <message>
        <source>“%1” is not valid UTF-8. Give the file a name that is, or hand its content over on standard input.</source>
        <translation>「%1」は有効なUTF-8ではありません。ファイル名を有効なUTF-8に変えるか、内容を標準入力から渡してください。</translation>
    </message>
    <message>
        <source>There is no option “%1”.</source>
        <translation>「%1」というオプションはありません。</translation>
    </message>
    <message>
        <source>What begins with a dash and is no option stands behind “--”.</source>
        <translation>オプションではなくダッシュで始まるものは、「--」の後に置いてください。</translation>
    </message>
    <message>
        <source>Name one shell: bash, zsh or fish.</source>
        <translation>シェルを1つ指定してください: bash、zsh、fishのいずれか。</translation>
    </message>
    <message>
        <source>Put what curl is to do behind “--”.</source>
        <translation>curlに渡す引数は「--」の後に置いてください。</translation>
    </message>
    <message>
        <source>With %1 curl would write the token itself, past the mask. --verbose shows the request with the token masked; put 2&gt;FILE at the end to have that in a file.</source>
        <translation>%1 を使うと、curlがトークンを伏せずに自分で書き出します。--verbose はトークンを伏せてリクエストを表示します。ファイルに残すには末尾に 2&gt;FILE を付けてください。</translation>
    </message>
    <message>
        <source>Give one URL.</source>
        <translation>URLを1つ指定してください。</translation>
    </message>
    <message>
        <source>The token of “%1” is forgotten.</source>
        <translation>「%1」のトークンを破棄しました。</translation>
    </message>
    <message>
        <source>“%1” had no token.</source>
        <translation>「%1」にトークンはありませんでした。</translation>
    </message>
    <message>
        <source>The token of “%1” is revoked.</source>
        <translation>「%1」のトークンを失効させました。</translation>
    </message>
    <message>
        <source>“%1” has no token that could be revoked.</source>
        <translation>「%1」には失効させられるトークンがありません。</translation>
    </message>
    <message>
        <source>What the variables&apos; names begin with (default: TOKENWRIGHT).</source>
        <translation>変数名の接頭辞（既定: TOKENWRIGHT）。</translation>
    </message>
    <message>
        <source>For whom to write them (default: sh).</source>
        <translation>どのプログラム向けの書式で出力するか（既定: sh）。</translation>
    </message>
    <message>
        <source>Replace the token in what the command prints: for logs and transcripts.</source>
        <translation>コマンドの出力に含まれるトークンを置き換えます。ログや記録に残す場合に使います。</translation>
    </message>
    <message>
        <source>There is no format “%1”.</source>
        <translation>「%1」という形式はありません。</translation>
    </message>
    <message>
        <source>Put the command behind “--”.</source>
        <translation>コマンドは「--」の後に置いてください。</translation>
    </message>
    <message>
        <source>The file to write; “-” is standard output.</source>
        <translation>書き込むファイル。「-」は標準出力です。</translation>
    </message>
    <message>
        <source>Overwrite the file if it is there.</source>
        <translation>ファイルがすでにあれば上書きします。</translation>
    </message>
    <message>
        <source>A .env file with names and no values, to be filled in and imported.</source>
        <translation>名前だけで値のない .env ファイル。値を書き込んでからインポートします。</translation>
    </message>
    <message>
        <source>There is no credential set to export.</source>
        <translation>エクスポートする資格情報セットがありません。</translation>
    </message>
    <message>
        <source>%1 exists; say --force to overwrite it.</source>
        <translation>%1はすでにあります。上書きするには --force を指定してください。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1に書き込めません: %2。</translation>
    </message>
    <message>
        <source>Exported to %1, without secrets.</source>
        <translation>シークレットを除いて%1にエクスポートしました。</translation>
    </message>
    <message>
        <source>It was refused in the window. Nothing was handed over.</source>
        <translation>ウィンドウで拒否されました。何も渡していません。</translation>
    </message>
    <message>
        <source>Somebody has to agree to this in Tokenwright&apos;s window, and none is running, or it does not answer. Start it and try again. Nothing was handed over.</source>
        <translation>これにはTokenwrightのウィンドウでの許可が必要ですが、ウィンドウが起動していないか、応答しません。Tokenwrightを起動してからもう一度試してください。何も渡していません。</translation>
    </message>
    <message>
        <source>Nobody has answered in Tokenwright&apos;s window within %1 seconds. Nothing was handed over.</source>
        <translation>%1秒以内にTokenwrightのウィンドウで返答がありませんでした。何も渡していません。</translation>
    </message>
    <message>
        <source>Only once somebody has agreed to it in Tokenwright&apos;s window, which has to be running.</source>
        <translation>Tokenwrightのウィンドウで許可された場合だけ実行します。ウィンドウが起動している必要があります。</translation>
    </message>
    <message>
        <source>These are more credential sets than anybody can agree to at once.</source>
        <translation>一度に許可できる数を超える資格情報セットが指定されています。</translation>
    </message>
    <message>
        <source>Waiting for somebody to agree in Tokenwright&apos;s window…</source>
        <translation>Tokenwrightのウィンドウでの許可を待っています…</translation>
    </message>
    <message>
        <source>Usage:</source>
        <translation>使い方:</translation>
    </message>
    <message>
        <source>Mints OAuth 2.0 access tokens with the client credentials in your keychain, and reuses them while they live.</source>
        <translation>キーリングにあるクライアントクレデンシャルを使ってOAuth 2.0のアクセストークンを取得し、有効な間は再利用します。</translation>
    </message>
    <message>
        <source>Exit codes</source>
        <translation>終了コード</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>正常終了。</translation>
    </message>
    <message>
        <source>Something else failed; an answer that is no token.</source>
        <translation>その他の失敗。応答がトークンでない場合など。</translation>
    </message>
    <message>
        <source>The command line is wrong.</source>
        <translation>コマンドラインに誤りがあります。</translation>
    </message>
    <message>
        <source>There is no such credential set, or several.</source>
        <translation>該当する資格情報セットがないか、複数あります。</translation>
    </message>
    <message>
        <source>The provider rejected the request.</source>
        <translation>プロバイダーがリクエストを拒否しました。</translation>
    </message>
    <message>
        <source>The keychain is locked or not there.</source>
        <translation>キーリングがロックされているか、ありません。</translation>
    </message>
    <message>
        <source>Worth trying later: network, TLS, proxy, time-out, too many requests, a fault of the server.</source>
        <translation>後で試す価値のある失敗: ネットワーク、TLS、プロキシ、タイムアウト、リクエスト過多、サーバーの障害。</translation>
    </message>
    <message>
        <source>Where transcripts are kept</source>
        <translation>出力が記録される場所での使い方</translation>
    </message>
    <message>
        <source>For assistants, CI logs and whatever else keeps what commands print: curl gets the header, and no argument, variable or output shows it.</source>
        <translation>アシスタントやCIのログなど、コマンドの出力が記録される場合: ヘッダーはcurlに渡され、引数、変数、出力のどれにも現れません。</translation>
    </message>
    <message>
        <source>The command finds the token in its environment; in what it prints the token is replaced.</source>
        <translation>コマンドは環境変数でトークンを受け取ります。コマンドの出力に含まれるトークンは置き換えられます。</translation>
    </message>
    <message>
        <source>With header, token, mint, env, exec and curl: only once somebody has agreed in Tokenwright&apos;s window. Refused, not answered for 60 seconds, or no window there: exit 1, and nothing was minted.</source>
        <translation>header、token、mint、env、exec、curlで使えます。Tokenwrightのウィンドウで許可された場合だけ実行します。拒否された場合、60秒以内に返答がない場合、ウィンドウがない場合は終了コード1で終わり、何も取得しません。</translation>
    </message>
    <message>
        <source>“Ask before a script gets production tokens”</source>
        <translation>「スクリプトに本番のトークンを渡す前に確認する」</translation>
    </message>
    <message>
        <source>In the preferences: the same without the option, for production, whenever standard error is no terminal. It keeps mishaps away, not a program that runs as you and means harm.</source>
        <translation>設定では、本番について、標準エラー出力が端末でなければ常にこのオプションと同じ動作にできます。うっかりした操作は防げますが、あなたの権限で動く悪意のあるプログラムは防げません。</translation>
    </message>
    <message>
        <source>These print the token. What got into a transcript is ended by revoke, or where the provider cannot, by its own time.</source>
        <translation>これらはトークンを出力します。記録に残ってしまったトークンは、revokeで失効させられます。プロバイダーがそれに対応していなければ、有効期間が終わるまで使えます。</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>環境</translation>
    </message>
    <message>
        <source>When set, no colour, even on a terminal.</source>
        <translation>設定すると、端末でも色を付けません。</translation>
    </message>
    <message>
        <source>The proxy on the way.</source>
        <translation>経由するプロキシ。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>The credential sets; nothing secret is in it.</source>
        <translation>資格情報セット。機密情報は含みません。</translation>
    </message>
    <message>
        <source>Providers of your own.</source>
        <translation>自分で用意したプロバイダー。</translation>
    </message>
    <message>
        <source>Until when each token lives; nothing secret is in it.</source>
        <translation>各トークンの有効期限。機密情報は含みません。</translation>
    </message>
    <message>
        <source>Which secrets were told to be about to expire; nothing secret is in it.</source>
        <translation>期限が近いことを通知済みのシークレット。機密情報は含みません。</translation>
    </message>
    <message>
        <source>The last requests and what came of them; nothing secret is in it.</source>
        <translation>最近のリクエストとその結果。機密情報は含みません。</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例</translation>
    </message>
    <message>
        <source>Calls an API with a token that lives long enough.</source>
        <translation>残り時間が十分なトークンでAPIを呼び出します。</translation>
    </message>
    <message>
        <source>Sets TOKENWRIGHT_ACCESS_TOKEN and the like in this shell.</source>
        <translation>このシェルに TOKENWRIGHT_ACCESS_TOKEN などを設定します。</translation>
    </message>
    <message>
        <source>Only that command finds the token in its environment.</source>
        <translation>そのコマンドだけが環境変数でトークンを受け取ります。</translation>
    </message>
    <message>
        <source>The same token, quoted for another tool.</source>
        <translation>同じトークンを別のツール用に引用符で囲みます。</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>オプション:</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>全コマンド共通のオプション:</translation>
    </message>
    <message>
        <source>“%1” tells more.</source>
        <translation>詳しくは「%1」を実行してください。</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>使い方: %1</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>コマンド:</translation>
    </message>
    <message>
        <source>“help COMMAND” and COMMAND --help tell a command&apos;s options; “--” ends them, for names that begin with a dash.</source>
        <translation>「help COMMAND」または COMMAND --help で、コマンドのオプションを表示します。「--」はオプションの終わりを示し、ダッシュで始まる名前を指定するときに使います。</translation>
    </message>
    <message>
        <source>“%1” is none of %2.</source>
        <translation>「%1」は次のどれでもありません: %2。</translation>
    </message>
    <message>
        <source>--map takes KEY=PROVIDER/ENVIRONMENT, not “%1”.</source>
        <translation>--map には「%1」ではなく KEY=PROVIDER/ENVIRONMENT の形で指定してください。</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>標準入力</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Added “%1” (%2).</source>
        <translation>「%1」（%2）を追加しました。</translation>
    </message>
    <message>
        <source>“%1” (%2) was not added: %3</source>
        <translation>「%1」（%2）を追加できませんでした: %3</translation>
    </message>
    <message numerus="yes">
        <source>Import %n credential set(s)?</source>
        <translation>
            <numerusform>%n件の資格情報セットをインポートしますか？</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no terminal to ask; say --yes.</source>
        <translation>確認できる端末がありません。--yes を指定してください。</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>何もインポートしませんでした。</translation>
    </message>
    <message>
        <source>There is nothing called “%1” to map.</source>
        <translation>「%1」という名前の対応付け対象はありません。</translation>
    </message>
    <message>
        <source>There is nothing to import.</source>
        <translation>インポートするものがありません。</translation>
    </message>
    <message>
        <source>Whether some of them exist already could not be seen: %1</source>
        <translation>すでに存在するものがあるかどうかを確認できませんでした: %1</translation>
    </message>
    <message>
        <source>Only tell what would be imported.</source>
        <translation>何がインポートされるかを表示するだけにします。</translation>
    </message>
    <message>
        <source>Do not ask.</source>
        <translation>確認しません。</translation>
    </message>
    <message>
        <source>A value for the {NAME} of providers, where the file has none.</source>
        <translation>プロバイダーの {NAME} の値。ファイルに値がない場合に使います。</translation>
    </message>
    <message>
        <source>Name a file to import; “-” is standard input.</source>
        <translation>インポートするファイルを指定してください。「-」は標準入力です。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>PROVIDER</source>
        <translation>プロバイダー</translation>
    </message>
    <message>
        <source>ENVIRONMENT</source>
        <translation>環境</translation>
    </message>
    <message>
        <source>CLIENT ID</source>
        <translation>クライアントID</translation>
    </message>
    <message>
        <source>TOKEN ENDPOINT</source>
        <translation>トークンエンドポイント</translation>
    </message>
    <message>
        <source>FROM</source>
        <translation>読み込み元</translation>
    </message>
    <message>
        <source>Say whose it is: --map %1=PROVIDER/ENVIRONMENT</source>
        <translation>どのプロバイダーのものかを指定してください: --map %1=PROVIDER/ENVIRONMENT</translation>
    </message>
    <message>
        <source>Say its value: --variable %1=VALUE</source>
        <translation>値を指定してください: --variable %1=VALUE</translation>
    </message>
    <message>
        <source>PART</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>値</translation>
    </message>
    <message>
        <source>unknown life, not kept</source>
        <translation>有効期間不明、保存なし</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>トークンなし</translation>
    </message>
    <message>
        <source>expired %1</source>
        <translation>%1に期限切れ</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>期限: %1</translation>
    </message>
    <message>
        <source>CALLS OF</source>
        <translation>呼び出し</translation>
    </message>
    <message>
        <source>LEFT</source>
        <translation>残り</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>RESET</source>
        <translation>リセット</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>%1というファイルはありません。</translation>
    </message>
    <message>
        <source>%1 is a good provider file (%2).</source>
        <translation>%1は正しいプロバイダーファイルです（%2）。</translation>
    </message>
    <message>
        <source>As JSON.</source>
        <translation>JSONで出力します。</translation>
    </message>
    <message>
        <source>Say which keychain is in use, and why.</source>
        <translation>どのキーリングを使用しているかと、その理由を表示します。</translation>
    </message>
    <message>
        <source>TOKEN</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>SECRET</source>
        <translation>シークレット</translation>
    </message>
    <message>
        <source>Secrets are kept in: %1 (%2).</source>
        <translation>シークレットの保存先: %1（%2）。</translation>
    </message>
    <message>
        <source>%1 was skipped: %2.</source>
        <translation>%1をスキップしました: %2。</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>CREDENTIAL SET</source>
        <translation>資格情報セット</translation>
    </message>
    <message>
        <source>OUTCOME</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>DURATION</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>ASKED BY</source>
        <translation>要求元</translation>
    </message>
    <message>
        <source>MESSAGE</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>The command comes first, its options behind it; “%1” is none.</source>
        <translation>先にコマンド、その後にオプションを指定してください。「%1」はコマンドではありません。</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>「%1」というコマンドはありません。</translation>
    </message>
    <message>
        <source>User commands</source>
        <translation>ユーザーコマンド</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens for scripts</source>
        <translation>スクリプト用のOAuth 2.0アクセストークン</translation>
    </message>
    <message>
        <source>Synopsis</source>
        <translation>書式</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>The window and the command line share the credential sets, the tokens and the keychain. What is asked for goes to standard output, words go to standard error.</source>
        <translation>ウィンドウとコマンドラインは、資格情報セット、トークン、キーリングを共有します。要求された内容は標準出力に、メッセージは標準エラー出力に出力します。</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Options of every command</source>
        <translation>全コマンド共通のオプション</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>%1のことですか？</translation>
    </message>
    <message>
        <source>Standard output cannot be written: %1.</source>
        <translation>標準出力に書き込めません: %1。</translation>
    </message>
    <message>
        <source>Ends as soon as the keychain has the new refresh token; the same again ends at once, and may lose it.</source>
        <translation>新しいリフレッシュトークンをキーリングに保存でき次第終了します。もう一度操作するとすぐに終了しますが、そのトークンが失われることがあります。</translation>
    </message>
    <message>
        <source>The keychain has the new refresh token now.</source>
        <translation>新しいリフレッシュトークンをキーリングに保存しました。</translation>
    </message>
    <message>
        <source>The new refresh token is lost, because the keychain did not take it in time. Sign in at the provider again, then give the refresh token to “edit” with --secret-parameter refresh_token=FILE.</source>
        <translation>キーリングへの保存が間に合わなかったため、新しいリフレッシュトークンは失われました。プロバイダーにもう一度サインインし、「edit」に --secret-parameter refresh_token=FILE を付けてリフレッシュトークンを渡してください。</translation>
    </message>
    <message>
        <source>“%1” keeps no old secret.</source>
        <translation>「%1」に古いシークレットは残っていません。</translation>
    </message>
    <message>
        <source>Changed “%1”.</source>
        <translation>「%1」を変更しました。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>何も変更していません。</translation>
    </message>
    <message>
        <source>Say “edit” with --accept-endpoint if that is right.</source>
        <translation>正しければ「edit」に --accept-endpoint を付けて実行してください。</translation>
    </message>
    <message>
        <source>Keep the old secret in the keychain beside the new one, until --forget-old.</source>
        <translation>古いシークレットを、--forget-old を実行するまで、新しいシークレットと並べてキーリングに残します。</translation>
    </message>
    <message>
        <source>Drop the old secret that --keep-old kept.</source>
        <translation>--keep-old で残した古いシークレットを破棄します。</translation>
    </message>
    <message>
        <source>--forget-old goes with no other option.</source>
        <translation>--forget-old はほかのオプションと組み合わせられません。</translation>
    </message>
    <message>
        <source>That is too long to be a secret.</source>
        <translation>シークレットとしては長すぎます。</translation>
    </message>
    <message>
        <source>The secret is empty.</source>
        <translation>シークレットが空です。</translation>
    </message>
    <message>
        <source>Standard input cannot be read.</source>
        <translation>標準入力を読み取れません。</translation>
    </message>
    <message>
        <source>Standard input cannot be read: %1.</source>
        <translation>標準入力を読み取れません: %1。</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the %1; use %2.</source>
        <translation>%1の入力を求める端末がありません。%2 を使ってください。</translation>
    </message>
    <message>
        <source>That is too long for a terminal, which may have cut it; use %1.</source>
        <translation>端末で入力するには長すぎ、途中で切れた可能性があります。%1 を使ってください。</translation>
    </message>
    <message>
        <source>The file named for %1 cannot be read: %2.</source>
        <translation>%1 に指定されたファイルを読み取れません: %2。</translation>
    </message>
    <message>
        <source>A new name.</source>
        <translation>新しい名前。</translation>
    </message>
    <message>
        <source>A set stays with its provider; add another set instead.</source>
        <translation>セットのプロバイダーは変更できません。代わりに別のセットを追加してください。</translation>
    </message>
    <message>
        <source>Say the credential set&apos;s name, then its new one.</source>
        <translation>資格情報セットの名前と、続けて新しい名前を指定してください。</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation>何も削除していません。</translation>
    </message>
    <message>
        <source>Removed “%1”.</source>
        <translation>「%1」を削除しました。</translation>
    </message>
    <message>
        <source>The day on which the old secret was to expire, %1, goes with it; --secret-expires says the new one&apos;s.</source>
        <translation>古いシークレットの有効期限だった%1も一緒になくなります。新しいシークレットの有効期限は --secret-expires で指定できます。</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>“%1” (%2, --environment %3)</source>
        <translation>「%1」（%2、--environment %3）</translation>
    </message>
    <message>
        <source>There are several credential sets named “%1”: %2.</source>
        <translation>「%1」という名前の資格情報セットが複数あります: %2。</translation>
    </message>
    <message>
        <source>There is no credential set named “%1”.</source>
        <translation>「%1」という名前の資格情報セットはありません。</translation>
    </message>
    <message>
        <source>There is no credential set named “%1” in %2.</source>
        <translation>%2に「%1」という名前の資格情報セットはありません。</translation>
    </message>
    <message>
        <source>Near to it: %1.</source>
        <translation>似た名前: %1。</translation>
    </message>
    <message>
        <source>--%1 takes %2.</source>
        <translation>--%1 には %2 の形で指定してください。</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --%1 - do not go together.</source>
        <translation>標準入力は一度しか読み取れません。--secret-stdin と --%1 - は同時に使えません。</translation>
    </message>
    <message>
        <source>--%1 names “%2” twice.</source>
        <translation>--%1 で「%2」が2回指定されています。</translation>
    </message>
    <message>
        <source>--%1 %2=FILE takes the path of a file, or - for standard input.</source>
        <translation>--%1 %2=FILE には、ファイルのパスか、標準入力を表す - を指定してください。</translation>
    </message>
    <message>
        <source>Standard input can be read only once: --secret-stdin and --secret-parameter NAME=- do not go together.</source>
        <translation>標準入力は一度しか読み取れません。--secret-stdin と --secret-parameter NAME=- は同時に使えません。</translation>
    </message>
    <message>
        <source>The %1 is empty.</source>
        <translation>%1が空です。</translation>
    </message>
    <message>
        <source>passphrase of the private key</source>
        <translation>秘密鍵のパスフレーズ</translation>
    </message>
    <message>
        <source>The provider&apos;s id, see “providers”.</source>
        <translation>プロバイダーのID。「providers」を参照してください。</translation>
    </message>
    <message>
        <source>A scope; may be repeated.</source>
        <translation>スコープ。繰り返し指定できます。</translation>
    </message>
    <message>
        <source>A value for the provider&apos;s {NAME}.</source>
        <translation>プロバイダーの {NAME} の値。</translation>
    </message>
    <message>
        <source>An extra request parameter, not secret.</source>
        <translation>追加のリクエストパラメーター。機密でないもの。</translation>
    </message>
    <message>
        <source>How the client authenticates, if not as the provider says.</source>
        <translation>クライアントの認証方法。プロバイダーの指定と異なる場合に使います。</translation>
    </message>
    <message>
        <source>The key&apos;s ID in assertions; a JWK has its own.</source>
        <translation>アサーションに入れる鍵のID。JWKは自身のIDを持ちます。</translation>
    </message>
    <message>
        <source>How assertions are signed, if not as the key or provider says.</source>
        <translation>アサーションの署名方法。鍵やプロバイダーの指定と異なる場合に使います。</translation>
    </message>
    <message>
        <source>Whom assertions are for, if not the issuer.</source>
        <translation>アサーションの対象。発行者でない場合に使います。</translation>
    </message>
    <message>
        <source>The client ID.</source>
        <translation>クライアントID。</translation>
    </message>
    <message>
        <source>Read the client secret from standard input.</source>
        <translation>クライアントシークレットを標準入力から読み取ります。</translation>
    </message>
    <message>
        <source>A secret request parameter, read from a file; - is standard input.</source>
        <translation>機密のリクエストパラメーター。ファイルから読み取ります。- は標準入力です。</translation>
    </message>
    <message>
        <source>A private key as PEM or JWK.</source>
        <translation>PEMまたはJWK形式の秘密鍵。</translation>
    </message>
    <message>
        <source>What protects that key, if it is not to be asked for; it is kept without. - is standard input.</source>
        <translation>その鍵を保護しているパスフレーズ。入力を求められたくない場合に使います。鍵はパスフレーズなしで保存されます。- は標準入力です。</translation>
    </message>
    <message>
        <source>A certificate in PEM form.</source>
        <translation>PEM形式の証明書。</translation>
    </message>
    <message>
        <source>The last day on which the provider takes the secret; empty: not known. It is told in the list, and by a notice 14 and 3 days before.</source>
        <translation>プロバイダーがシークレットを受け付ける最後の日。空なら不明です。一覧に表示し、14日前と3日前に通知します。</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>「%1」は機密なので引数にはできません。--secret-parameter %1=FILE を指定してください。- は標準入力です。</translation>
    </message>
    <message>
        <source>--algorithm takes one of %1.</source>
        <translation>--algorithm には次のいずれかを指定してください: %1。</translation>
    </message>
    <message>
        <source>--client-authentication takes one of %1.</source>
        <translation>--client-authentication には次のいずれかを指定してください: %1。</translation>
    </message>
    <message>
        <source>--client-id is missing.</source>
        <translation>--client-id がありません。</translation>
    </message>
    <message>
        <source>value of “%1”</source>
        <translation>「%1」の値</translation>
    </message>
    <message>
        <source>What to print.</source>
        <translation>出力する内容。</translation>
    </message>
    <message>
        <source>The same as --format json: with its expiry.</source>
        <translation>--format json と同じです。有効期限も含みます。</translation>
    </message>
    <message>
        <source>Either name a credential set or describe one.</source>
        <translation>資格情報セットの名前を指定するか、オプションで記述するか、どちらか一方にしてください。</translation>
    </message>
    <message>
        <source>--prefix takes what a variable&apos;s name can begin with: a letter or &quot;_&quot;, not “%1”.</source>
        <translation>--prefix には変数名の先頭に使えるもの（英字または &quot;_&quot;）を指定してください。「%1」は使えません。</translation>
    </message>
    <message>
        <source>Two of these names become the same variable %1_…; ask for them one at a time or rename one.</source>
        <translation>これらの名前のうち2つが同じ変数 %1_… になります。1つずつ要求するか、片方の名前を変更してください。</translation>
    </message>
    <message>
        <source>“%1” has no valid token, and --no-mint forbids to mint one.</source>
        <translation>「%1」に有効なトークンがなく、--no-mint が指定されているため取得もできません。</translation>
    </message>
    <message>
        <source>Minted a token for “%1”.</source>
        <translation>「%1」のトークンを取得しました。</translation>
    </message>
    <message>
        <source>A token with less life left than this is not reused (default: 300, or what the set says).</source>
        <translation>残り時間がこれより短いトークンは再利用しません（既定: 300、またはセットの指定）。</translation>
    </message>
    <message>
        <source>Mint a new token even if one is valid.</source>
        <translation>有効なトークンがあっても新しいトークンを取得します。</translation>
    </message>
    <message>
        <source>Only a token that is there already.</source>
        <translation>すでにあるトークンだけを使います。</translation>
    </message>
    <message>
        <source>A scope instead of the set&apos;s own; may be repeated. Such a token is always minted and not kept.</source>
        <translation>セットのスコープの代わりに使うスコープ。繰り返し指定できます。このトークンは毎回取得し、保存しません。</translation>
    </message>
    <message>
        <source>--min-ttl takes a number of seconds.</source>
        <translation>--min-ttl には秒数を指定してください。</translation>
    </message>
    <message>
        <source>--no-mint and a new token exclude each other.</source>
        <translation>--no-mint と新しいトークンの取得は同時に指定できません。</translation>
    </message>
    <message numerus="yes">
        <source>The token lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>トークンの有効期間は全部で%n秒しかなく、--min-ttl の指定に足りません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The token for “%1” lives %n second(s) in all, less than --min-ttl asks for.</source>
        <translation>
            <numerusform>「%1」のトークンの有効期間は全部で%n秒しかなく、--min-ttl の指定に足りません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Name at least one credential set.</source>
        <translation>資格情報セットの名前を1つ以上指定してください。</translation>
    </message>
    <message>
        <source>Name one credential set.</source>
        <translation>資格情報セットの名前を1つ指定してください。</translation>
    </message>
    <message>
        <source>Tokenwright is running already and does not answer. End that program, then start this one again.</source>
        <translation>Tokenwrightはすでに起動していますが、応答しません。そのプログラムを終了してから、もう一度起動してください。</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.</source>
        <translation>OAuth 2.0のアクセストークンをすぐ手元に。</translation>
    </message>
    <message>
        <source>Show one small search over all credential sets, of the running program if there is one. Enter copies the bearer header. For a key of the desktop&apos;s.</source>
        <translation>すべての資格情報セットを探せる小さな検索画面を表示します。起動中のプログラムがあればそれが表示します。EnterでBearerヘッダーをコピーします。デスクトップのキーに割り当てて使います。</translation>
    </message>
    <message>
        <source>no keychain</source>
        <translation>キーリングなし</translation>
    </message>
    <message>
        <source>No keychain answers on this computer</source>
        <translation>このコンピューターではキーリングが応答しません</translation>
    </message>
    <message>
        <source>No keychain service answers on this computer.</source>
        <translation>このコンピューターではキーリングサービスが応答しません。</translation>
    </message>
    <message>
        <source>Install and start gnome-keyring or KWallet and log in again.</source>
        <translation>gnome-keyringまたはKWalletをインストールして起動し、ログインし直してください。</translation>
    </message>
    <message>
        <source>keychain locked</source>
        <translation>キーリングがロック中</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>キーリングがロックされています</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>キーリングがロックされています。</translation>
    </message>
    <message>
        <source>Unlock it and try again; nothing was changed.</source>
        <translation>ロックを解除してからもう一度試してください。何も変更していません。</translation>
    </message>
    <message>
        <source>keychain refused</source>
        <translation>キーリングが拒否</translation>
    </message>
    <message>
        <source>The keychain refused access</source>
        <translation>キーリングがアクセスを拒否しました</translation>
    </message>
    <message>
        <source>The keychain refused access.</source>
        <translation>キーリングがアクセスを拒否しました。</translation>
    </message>
    <message>
        <source>Allow Tokenwright to use the keychain and try again.</source>
        <translation>Tokenwrightにキーリングの使用を許可してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>keychain does not answer</source>
        <translation>キーリングの応答なし</translation>
    </message>
    <message>
        <source>The keychain does not answer</source>
        <translation>キーリングが応答しません</translation>
    </message>
    <message>
        <source>The keychain did not answer in time.</source>
        <translation>キーリングが時間内に応答しませんでした。</translation>
    </message>
    <message>
        <source>What was asked of it may still happen. Check that the keychain service is running, then try again.</source>
        <translation>要求した操作はこれから実行される可能性があります。キーリングサービスが動作していることを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>secret missing</source>
        <translation>シークレットなし</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set</source>
        <translation>キーリングにこの資格情報セットのシークレットがありません</translation>
    </message>
    <message>
        <source>The keychain holds no secret for this credential set.</source>
        <translation>キーリングにこの資格情報セットのシークレットがありません。</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>This credential set is gone</source>
        <translation>この資格情報セットはもうありません</translation>
    </message>
    <message>
        <source>There is no such credential set.</source>
        <translation>その資格情報セットはありません。</translation>
    </message>
    <message>
        <source>It may have been removed elsewhere.</source>
        <translation>ほかの場所で削除された可能性があります。</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>接続できません</translation>
    </message>
    <message>
        <source>The connection to %1 failed</source>
        <translation>%1への接続に失敗しました</translation>
    </message>
    <message>
        <source>The connection to the token endpoint failed.</source>
        <translation>トークンエンドポイントへの接続に失敗しました。</translation>
    </message>
    <message>
        <source>Check the network and try again.</source>
        <translation>ネットワークを確認してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>host not found</source>
        <translation>ホスト不明</translation>
    </message>
    <message>
        <source>The server of %1 was not found</source>
        <translation>%1のサーバーが見つかりませんでした</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>タイムアウト</translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation>%1が時間内に応答しませんでした</translation>
    </message>
    <message>
        <source>Try again; the provider may be slow or down.</source>
        <translation>もう一度試してください。プロバイダーが遅いか、停止している可能性があります。</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>TLSの失敗</translation>
    </message>
    <message>
        <source>There is no trusted connection to %1</source>
        <translation>%1への信頼できる接続がありません</translation>
    </message>
    <message>
        <source>No trusted TLS connection: a certificate or the handshake was not acceptable.</source>
        <translation>信頼できるTLS接続を確立できません。証明書またはハンドシェイクを受け入れられませんでした。</translation>
    </message>
    <message>
        <source>proxy failed</source>
        <translation>プロキシの失敗</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 refused or cannot be reached</source>
        <translation>%1への接続に使うプロキシが拒否したか、プロキシに接続できません</translation>
    </message>
    <message>
        <source>The proxy refused or could not be reached.</source>
        <translation>プロキシが拒否したか、プロキシに接続できませんでした。</translation>
    </message>
    <message>
        <source>Check the system&apos;s proxy settings.</source>
        <translation>システムのプロキシ設定を確認してください。</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>拒否されました</translation>
    </message>
    <message>
        <source>%1 rejected the request</source>
        <translation>%1がリクエストを拒否しました</translation>
    </message>
    <message>
        <source>try later</source>
        <translation>後で再試行</translation>
    </message>
    <message>
        <source>%1 cannot answer at the moment</source>
        <translation>%1は現在応答できません</translation>
    </message>
    <message>
        <source>The provider cannot answer at the moment.</source>
        <translation>プロバイダーは現在応答できません。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>後でもう一度試してください。</translation>
    </message>
    <message>
        <source>answer not understood</source>
        <translation>応答を解釈できません</translation>
    </message>
    <message>
        <source>%1 gave an answer that holds no token</source>
        <translation>%1の応答にトークンが含まれていません</translation>
    </message>
    <message>
        <source>Check the token URL; something other than the token endpoint may have answered.</source>
        <translation>トークンURLを確認してください。トークンエンドポイント以外のものが応答した可能性があります。</translation>
    </message>
    <message>
        <source>endpoint moved</source>
        <translation>エンドポイントの変更</translation>
    </message>
    <message>
        <source>The secret was saved for another server</source>
        <translation>シークレットは別のサーバー用に保存されています</translation>
    </message>
    <message>
        <source>The secret was saved for another server.</source>
        <translation>シークレットは別のサーバー用に保存されています。</translation>
    </message>
    <message>
        <source>Confirm the new token endpoint before the secret is sent there.</source>
        <translation>シークレットを送る前に、新しいトークンエンドポイントを承認してください。</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>設定が不完全</translation>
    </message>
    <message>
        <source>This credential set or its provider is not set up fully</source>
        <translation>この資格情報セットまたはプロバイダーの設定が不完全です</translation>
    </message>
    <message>
        <source>The credential set or its provider is not set up fully.</source>
        <translation>資格情報セットまたはプロバイダーの設定が不完全です。</translation>
    </message>
    <message>
        <source>Edit the credential set.</source>
        <translation>資格情報セットを編集してください。</translation>
    </message>
    <message>
        <source>file problem</source>
        <translation>ファイルの問題</translation>
    </message>
    <message>
        <source>A file could not be read or written</source>
        <translation>ファイルを読み書きできませんでした</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>ファイルを読み書きできませんでした。</translation>
    </message>
    <message>
        <source>Nothing was lost; mend the file or the folder and try again.</source>
        <translation>失われたものはありません。ファイルまたはフォルダーを修正してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same</source>
        <translation>別のTokenwrightが同じものを処理しています</translation>
    </message>
    <message>
        <source>Another Tokenwright is at work on the same and has not finished.</source>
        <translation>別のTokenwrightが同じものを処理しており、まだ終わっていません。</translation>
    </message>
    <message>
        <source>Try again; if it stays so, look for one that hangs and end it.</source>
        <translation>もう一度試してください。変わらなければ、停止したままのTokenwrightを探して終了してください。</translation>
    </message>
    <message>
        <source>There is no valid token</source>
        <translation>有効なトークンがありません</translation>
    </message>
    <message>
        <source>There is no valid token, and none was to be minted.</source>
        <translation>有効なトークンがなく、取得しないよう指定されています。</translation>
    </message>
    <message>
        <source>Mint one.</source>
        <translation>トークンを取得してください。</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>キャンセル済み</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>キャンセルしました</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>キャンセルしました。</translation>
    </message>
    <message>
        <source>The provider asks to wait until %1.</source>
        <translation>プロバイダーが%1まで待つよう求めています。</translation>
    </message>
    <message>
        <source>No token endpoint of %1 answers at this URL</source>
        <translation>このURLでは%1のトークンエンドポイントが応答しません</translation>
    </message>
    <message>
        <source>Check the token URL and its environment: no token endpoint answers there.</source>
        <translation>トークンURLと環境を確認してください。そこではトークンエンドポイントが応答しません。</translation>
    </message>
    <message>
        <source>The lock file %1 cannot be used: %2.</source>
        <translation>ロックファイル%1を使用できません: %2。</translation>
    </message>
    <message>
        <source>Another Tokenwright waits for the keychain and holds %1.</source>
        <translation>別のTokenwrightがキーリングを待っており、%1をロックしています。</translation>
    </message>
    <message>
        <source>It holds %1.</source>
        <translation>%1をロックしています。</translation>
    </message>
    <message>
        <source>it is a link</source>
        <translation>リンクです</translation>
    </message>
    <message>
        <source>it is no regular file</source>
        <translation>通常のファイルではありません</translation>
    </message>
    <message>
        <source>It is not known where your home folder is: HOME is not set, and the system knows of no other. Set HOME, or XDG_CONFIG_HOME and XDG_DATA_HOME.</source>
        <translation>ホームフォルダーの場所がわかりません。HOMEが設定されておらず、システムにもほかの情報がありません。HOMEか、XDG_CONFIG_HOME と XDG_DATA_HOME を設定してください。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>フォルダー%1を作成できません。</translation>
    </message>
    <message>
        <source>it is larger than %1 bytes</source>
        <translation>%1バイトを超えています</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>不明なサーバー</translation>
    </message>
    <message>
        <source>It was saved for %1 and would go to %2.</source>
        <translation>%1用に保存されていますが、%2に送られることになります。</translation>
    </message>
    <message>
        <source>The list of credential sets (credential-sets.json) was written by another version of this program. It was left as it is.</source>
        <translation>資格情報セットの一覧（credential-sets.json）は、このプログラムの別のバージョンによって書き込まれています。そのまま残しました。</translation>
    </message>
    <message>
        <source>A credential set has no “%1”.</source>
        <translation>資格情報セットに「%1」がありません。</translation>
    </message>
    <message>
        <source>Its “id” has to be letters, digits, “-” and “_”, 64 at most.</source>
        <translation>「id」には英数字と「-」、「_」だけを、64文字以内で使えます。</translation>
    </message>
    <message>
        <source>%1 has no environment “%2”.</source>
        <translation>%1に「%2」という環境はありません。</translation>
    </message>
    <message>
        <source>“%1” has no value.</source>
        <translation>「%1」に値がありません。</translation>
    </message>
    <message>
        <source>The token URL “%1” must be a plain https URL (http is for this computer alone).</source>
        <translation>トークンURL「%1」は通常のhttps URLでなければなりません（httpを使えるのはこのコンピューターだけです）。</translation>
    </message>
    <message>
        <source>%1 names no place where tokens are revoked. “forget” drops the kept token; the provider lets it live until it expires.</source>
        <translation>%1はトークンを失効させる場所を示していません。「forget」は保存されているトークンを破棄しますが、プロバイダーでは期限まで有効なままです。</translation>
    </message>
    <message>
        <source>The revocation URL must be a plain https URL (http is for this computer alone).</source>
        <translation>失効URLは通常のhttps URLでなければなりません（httpを使えるのはこのコンピューターだけです）。</translation>
    </message>
    <message>
        <source>The certificate file “%1” must be named with its whole path, from / on.</source>
        <translation>証明書ファイル「%1」は、/ で始まる完全なパスで指定してください。</translation>
    </message>
    <message>
        <source>which stands for something that is no UTF-8 text</source>
        <translation>UTF-8のテキストでないものの代わりに置かれる文字</translation>
    </message>
    <message>
        <source>a line end or another control character</source>
        <translation>改行などの制御文字</translation>
    </message>
    <message>
        <source>which cannot be seen</source>
        <translation>目に見えない文字</translation>
    </message>
    <message>
        <source>a quotation mark as only documents have them (%1)</source>
        <translation>文書でしか使われない引用符（%1）</translation>
    </message>
    <message>
        <source>which reorders the text around it</source>
        <translation>前後の文字の並び順を変える文字</translation>
    </message>
    <message>
        <source>which is no whole character</source>
        <translation>不完全な文字</translation>
    </message>
    <message>
        <source>Character %1 of the %2 is %3, %4.</source>
        <translation>%2の%1文字目は%3で、%4です。</translation>
    </message>
    <message>
        <source>Byte %1 of the %2 is no UTF-8 text; nothing else can be kept unchanged.</source>
        <translation>%2の%1バイト目はUTF-8のテキストではありません。UTF-8以外はそのまま保存できません。</translation>
    </message>
    <message>
        <source>A credential set needs a name.</source>
        <translation>資格情報セットには名前が必要です。</translation>
    </message>
    <message>
        <source>A parameter has no name.</source>
        <translation>名前のないパラメーターがあります。</translation>
    </message>
    <message>
        <source>parameter&apos;s name</source>
        <translation>パラメーターの名前</translation>
    </message>
    <message>
        <source>header&apos;s name</source>
        <translation>ヘッダーの名前</translation>
    </message>
    <message>
        <source>“%1” is no name that HTTP allows for a header.</source>
        <translation>「%1」は、HTTPのヘッダー名として使えません。</translation>
    </message>
    <message>
        <source>The value of the header “%1” has a line end or another control character, which HTTP does not allow.</source>
        <translation>ヘッダー「%1」の値に改行などの制御文字があります。これはHTTPでは使えません。</translation>
    </message>
    <message>
        <source>Blanks or line ends around the %1 were taken off.</source>
        <translation>%1の前後の空白や改行を取り除きました。</translation>
    </message>
    <message>
        <source>“%1” is a secret and has several values; only one can be kept.</source>
        <translation>「%1」は機密ですが、値が複数あります。保存できるのは1つだけです。</translation>
    </message>
    <message>
        <source>client ID</source>
        <translation>クライアントID</translation>
    </message>
    <message>
        <source>client secret</source>
        <translation>クライアントシークレット</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and a variable is kept in a file. If the server takes it as a request parameter, enter it as a secret one.</source>
        <translation>「%1」は名前からみて機密ですが、変数はファイルに保存されます。サーバーがリクエストパラメーターとして受け付けるなら、機密のパラメーターとして入力してください。</translation>
    </message>
    <message>
        <source>The URL in “%1” has a user name or a password before its host. Take it out; ID and secret have places of their own.</source>
        <translation>「%1」のURLで、ホストの前にユーザー名またはパスワードがあります。取り除いてください。IDとシークレットには専用の欄があります。</translation>
    </message>
    <message>
        <source>The URL in “%1” holds “%2”, and a variable is kept in a file. Take it out; ID and secret have places of their own, and a further secret can be a secret request parameter.</source>
        <translation>「%1」のURLに「%2」が含まれていますが、変数はファイルに保存されます。取り除いてください。IDとシークレットには専用の欄があり、それ以外の機密は機密のリクエストパラメーターにできます。</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name, and is kept in the keychain.</source>
        <translation>「%1」は名前からみて機密なので、キーリングに保存されます。</translation>
    </message>
    <message>
        <source>secret has expired</source>
        <translation>シークレットが期限切れ</translation>
    </message>
    <message>
        <source>secret expires %1</source>
        <translation>シークレットの期限: %1</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明日</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>in %1 days</source>
        <translation>%1日後</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>%1日前</translation>
    </message>
    <message>
        <source>“%1” is no day of the calendar; write it as 2027-06-30.</source>
        <translation>「%1」は日付ではありません。2027-06-30 のように書いてください。</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>名前を入力してください。</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in %2 already; choose another name.</source>
        <translation>%2には「%1」という名前の資格情報セットがすでにあります。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Enter the %1.</source>
        <translation>%1を入力してください。</translation>
    </message>
    <message>
        <source>The %1 does not look as %2 expects it (pattern %3).</source>
        <translation>%1が%2の求める形になっていません（パターン %3）。</translation>
    </message>
    <message>
        <source>There is a private key in it; that belongs into its own field.</source>
        <translation>秘密鍵が含まれています。秘密鍵は専用の欄に入力してください。</translation>
    </message>
    <message>
        <source>This certificate is not for the private key above.</source>
        <translation>この証明書は上の秘密鍵のものではありません。</translation>
    </message>
    <message>
        <source>%1 needs at least one scope.</source>
        <translation>%1には1つ以上のスコープが必要です。</translation>
    </message>
    <message>
        <source>This %1 looks like one for %2 (%3), but the environment is %4.</source>
        <translation>この%1は%2のもの（%3）のようですが、環境は%4です。</translation>
    </message>
    <message>
        <source>This %1 does not look like one for %2: those have %3 in them.</source>
        <translation>この%1は%2のものではないようです。通常は%3が含まれます。</translation>
    </message>
    <message>
        <source>%1 has no such environment; choose another.</source>
        <translation>%1にその環境はありません。別の環境を選んでください。</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>本番</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The JWK is incomplete: its “%1” is missing or no base64url.</source>
        <translation>JWKが不完全です。「%1」がないか、base64urlではありません。</translation>
    </message>
    <message>
        <source>The JWK holds no key: its numbers do not belong together.</source>
        <translation>このJWKに鍵は含まれていません。数値が互いに対応していません。</translation>
    </message>
    <message>
        <source>The JWK is a key of a curve that does not sign here; P-256, P-384, P-521, Ed25519 and Ed448 do.</source>
        <translation>このJWKの鍵の曲線は、ここでは署名に使えません。使えるのはP-256、P-384、P-521、Ed25519、Ed448です。</translation>
    </message>
    <message>
        <source>The JWK is an RSA key of more than two primes.</source>
        <translation>このJWKは、3つ以上の素数を使うRSA鍵です。</translation>
    </message>
    <message>
        <source>The RSA key of the JWK is too long.</source>
        <translation>このJWKのRSA鍵は長すぎます。</translation>
    </message>
    <message>
        <source>This is a set of keys (JWKS). Take the one key out of it that the server knows you by, with its private part “d”.</source>
        <translation>これは鍵のセット（JWKS）です。サーバーに登録した鍵を1つ、秘密の部分「d」とともに取り出してください。</translation>
    </message>
    <message>
        <source>This is JSON, but no key in JWK form: it has no “kty”.</source>
        <translation>これはJSONですが、JWK形式の鍵ではありません。「kty」がありません。</translation>
    </message>
    <message>
        <source>This JWK is a shared secret (oct): it belongs into the client secret, and signs by client_secret_jwt.</source>
        <translation>このJWKは共有シークレット（oct）です。クライアントシークレットの欄に入れると、client_secret_jwt で署名します。</translation>
    </message>
    <message>
        <source>This JWK holds a public key alone: it has no “d”. The private key is needed.</source>
        <translation>このJWKは公開鍵だけで、「d」がありません。秘密鍵が必要です。</translation>
    </message>
    <message>
        <source>This is a list of keys. Take the one out of it that the server knows you by.</source>
        <translation>これは鍵のリストです。サーバーに登録した鍵を1つ取り出してください。</translation>
    </message>
    <message>
        <source>This is no private key: neither PEM nor JSON that is whole.</source>
        <translation>これは秘密鍵ではありません。完全なPEMでもJSONでもありません。</translation>
    </message>
    <message>
        <source>This JWK is of another kind than RSA, EC and OKP.</source>
        <translation>このJWKの種類はRSA、EC、OKPのどれでもありません。</translation>
    </message>
    <message>
        <source>RSA, %1 bits</source>
        <translation>RSA、%1ビット</translation>
    </message>
    <message>
        <source>RSA for PSS alone, %1 bits</source>
        <translation>PSS専用RSA、%1ビット</translation>
    </message>
    <message>
        <source>elliptic curve %1</source>
        <translation>楕円曲線 %1</translation>
    </message>
    <message>
        <source>The private key is protected by a passphrase, which is needed once: the keychain keeps the key without it.</source>
        <translation>秘密鍵はパスフレーズで保護されています。パスフレーズは一度だけ必要です。キーリングには保護を外した鍵が保存されます。</translation>
    </message>
    <message>
        <source>This is a public key or a certificate; the private key is needed.</source>
        <translation>これは公開鍵または証明書です。秘密鍵が必要です。</translation>
    </message>
    <message>
        <source>This is no private key in PEM form (-----BEGIN PRIVATE KEY-----) and no JWK.</source>
        <translation>これはPEM形式の秘密鍵（-----BEGIN PRIVATE KEY-----）でもJWKでもありません。</translation>
    </message>
    <message>
        <source>The private key is missing.</source>
        <translation>秘密鍵がありません。</translation>
    </message>
    <message>
        <source>The passphrase does not open the private key. Where it is the right one, open the key with “openssl pkey -in KEY”.</source>
        <translation>このパスフレーズでは秘密鍵を開けません。正しいはずなら、「openssl pkey -in KEY」で鍵を開いてください。</translation>
    </message>
    <message>
        <source>The certificate is missing.</source>
        <translation>証明書がありません。</translation>
    </message>
    <message>
        <source>This is no certificate in PEM form (-----BEGIN CERTIFICATE-----).</source>
        <translation>これはPEM形式の証明書（-----BEGIN CERTIFICATE-----）ではありません。</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>名前なし</translation>
    </message>
    <message>
        <source>%1, expired on %2</source>
        <translation>%1、%2に期限切れ</translation>
    </message>
    <message>
        <source>%1, valid until %2</source>
        <translation>%1、%2まで有効</translation>
    </message>
    <message>
        <source>There is no signature algorithm “%1”; known are %2.</source>
        <translation>「%1」という署名アルゴリズムはありません。使えるのは次のとおりです: %2。</translation>
    </message>
    <message>
        <source>“%1” signs by the client secret (client_secret_jwt). By a private key sign %2.</source>
        <translation>「%1」はクライアントシークレットで署名します（client_secret_jwt）。秘密鍵で署名するのは次のとおりです: %2。</translation>
    </message>
    <message>
        <source>%1 needs an RSA key; this one is: %2.</source>
        <translation>%1にはRSA鍵が必要です。この鍵は次のものです: %2。</translation>
    </message>
    <message>
        <source>%1 needs a key of the curve %2; this one is: %3.</source>
        <translation>%1には曲線%2の鍵が必要です。この鍵は次のものです: %3。</translation>
    </message>
    <message>
        <source>%1 needs a key of the kind Ed25519 or Ed448; this one is: %2.</source>
        <translation>%1にはEd25519またはEd448の鍵が必要です。この鍵は次のものです: %2。</translation>
    </message>
    <message>
        <source>The private key could not sign (%1).</source>
        <translation>秘密鍵で署名できませんでした（%1）。</translation>
    </message>
    <message>
        <source>The client secret is missing.</source>
        <translation>クライアントシークレットがありません。</translation>
    </message>
    <message>
        <source>The client secret could not sign.</source>
        <translation>クライアントシークレットで署名できませんでした。</translation>
    </message>
    <message>
        <source>bash, dash, zsh and the like</source>
        <translation>bash、dash、zshなど</translation>
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
        <translation>.env ファイルとそれを読み取るプログラム</translation>
    </message>
    <message>
        <source>programs, as one object</source>
        <translation>プログラム（1つのオブジェクト）</translation>
    </message>
    <message>
        <source>The value of %1 has characters that “%2” cannot hold: not everything that reads it would see the same. Take another format.</source>
        <translation>%1の値に、「%2」では扱えない文字があります。読み取るプログラムによって解釈が異なってしまいます。別の形式を使ってください。</translation>
    </message>
    <message>
        <source>Bearer header</source>
        <translation>Bearerヘッダー</translation>
    </message>
    <message>
        <source>the header</source>
        <translation>ヘッダー</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>アクセストークン</translation>
    </message>
    <message>
        <source>the access token</source>
        <translation>アクセストークン</translation>
    </message>
    <message>
        <source>curl command</source>
        <translation>curlコマンド</translation>
    </message>
    <message>
        <source>a curl command</source>
        <translation>curlコマンド</translation>
    </message>
    <message>
        <source>HTTPie command</source>
        <translation>HTTPieコマンド</translation>
    </message>
    <message>
        <source>an HTTPie command</source>
        <translation>HTTPieコマンド</translation>
    </message>
    <message>
        <source>.http request</source>
        <translation>.httpリクエスト</translation>
    </message>
    <message>
        <source>a .http request</source>
        <translation>.httpリクエスト</translation>
    </message>
    <message>
        <source>Shell export</source>
        <translation>シェルのexport</translation>
    </message>
    <message>
        <source>shell variables</source>
        <translation>シェル変数</translation>
    </message>
    <message>
        <source>PowerShell command</source>
        <translation>PowerShellコマンド</translation>
    </message>
    <message>
        <source>a PowerShell command</source>
        <translation>PowerShellコマンド</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>the token as JSON</source>
        <translation>JSON形式のトークン</translation>
    </message>
    <message>
        <source>JavaScript fetch</source>
        <translation>JavaScriptのfetch</translation>
    </message>
    <message>
        <source>a fetch call</source>
        <translation>fetchの呼び出し</translation>
    </message>
    <message>
        <source>the Basic header</source>
        <translation>Basicヘッダー</translation>
    </message>
    <message>
        <source>A line end or another control character stands in the token or the header that it goes into; mend the provider file.</source>
        <translation>トークン、またはトークンを入れるヘッダーに、改行などの制御文字があります。プロバイダーファイルを修正してください。</translation>
    </message>
    <message>
        <source>The desktop&apos;s settings name no proxy that can be used for this server.</source>
        <translation>デスクトップの設定に、このサーバーで使えるプロキシがありません。</translation>
    </message>
    <message>
        <source>The server did not accept the client&apos;s certificate.</source>
        <translation>サーバーがクライアントの証明書を受け入れませんでした。</translation>
    </message>
    <message>
        <source>The server demands a TLS certificate of the client.</source>
        <translation>サーバーがクライアントのTLS証明書を求めています。</translation>
    </message>
    <message>
        <source>The server may demand a TLS certificate of the client.</source>
        <translation>サーバーがクライアントのTLS証明書を求めている可能性があります。</translation>
    </message>
    <message>
        <source>The answer is larger than %1 KiB.</source>
        <translation>応答が%1 KiBを超えています。</translation>
    </message>
    <message>
        <source>The proxy is %1:%2.</source>
        <translation>プロキシは%1:%2です。</translation>
    </message>
    <message>
        <source>The server closed the connection before it had answered. The request was not sent again.</source>
        <translation>サーバーが応答する前に接続を閉じました。リクエストは再送していません。</translation>
    </message>
    <message>
        <source>It may not have accepted the client&apos;s certificate.</source>
        <translation>クライアントの証明書を受け入れなかった可能性があります。</translation>
    </message>
    <message>
        <source>No whole answer within %1 seconds.</source>
        <translation>%1秒以内に応答が完了しませんでした。</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read: %2</source>
        <translation>証明書ファイル%1を読み取れません: %2</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate.</source>
        <translation>証明書ファイル%1に証明書が含まれていません。</translation>
    </message>
    <message>
        <source>The client&apos;s certificate or its private key cannot be used for TLS.</source>
        <translation>クライアントの証明書またはその秘密鍵をTLSに使えません。</translation>
    </message>
    <message>
        <source>The variable %1 names a proxy that cannot be used, %2: %3</source>
        <translation>変数%1が示すプロキシ%2は使えません: %3</translation>
    </message>
    <message>
        <source>it is no address of a proxy.</source>
        <translation>プロキシのアドレスではありません。</translation>
    </message>
    <message>
        <source>a proxy that is itself spoken to over TLS is not supported.</source>
        <translation>TLSで接続するプロキシには対応していません。</translation>
    </message>
    <message>
        <source>version 4 of SOCKS is not supported, version 5 is.</source>
        <translation>SOCKSのバージョン4には対応していません。バージョン5を使ってください。</translation>
    </message>
    <message>
        <source>“%1” is no kind of proxy that is known.</source>
        <translation>「%1」という種類のプロキシはわかりません。</translation>
    </message>
    <message>
        <source>The client ID has a “:” in it, which would end it in a Basic header with ID and secret as they are. Choose the client authentication client_secret_basic (form-encoded) or client_secret_post.</source>
        <translation>クライアントIDに「:」が含まれています。IDとシークレットをそのまま入れるBasicヘッダーでは、そこがIDの終わりになってしまいます。クライアント認証に client_secret_basic（フォームエンコード）または client_secret_post を選んでください。</translation>
    </message>
    <message>
        <source>The certificate and the private key do not belong together.</source>
        <translation>証明書と秘密鍵が対応していません。</translation>
    </message>
    <message>
        <source>Basic header, form-encoded (RFC 6749)</source>
        <translation>Basicヘッダー、フォームエンコード（RFC 6749）</translation>
    </message>
    <message>
        <source>Basic header, ID and secret as they are</source>
        <translation>Basicヘッダー、フォームエンコードなし</translation>
    </message>
    <message>
        <source>ID and secret in the request body</source>
        <translation>リクエスト本文にIDとシークレット</translation>
    </message>
    <message>
        <source>ID and secret in the URL</source>
        <translation>URLにIDとシークレット</translation>
    </message>
    <message>
        <source>Servers and proxies write URLs into their logs, the secret with them. Use this only where the provider takes nothing else.</source>
        <translation>サーバーやプロキシは、URLをシークレットごとログに書き込みます。プロバイダーがほかの方法を受け付けない場合にだけ使ってください。</translation>
    </message>
    <message>
        <source>Assertion signed with a private key</source>
        <translation>秘密鍵で署名したアサーション</translation>
    </message>
    <message>
        <source>Assertion signed with the client secret</source>
        <translation>クライアントシークレットで署名したアサーション</translation>
    </message>
    <message>
        <source>TLS certificate of the client</source>
        <translation>クライアントのTLS証明書</translation>
    </message>
    <message>
        <source>None: the client ID alone</source>
        <translation>なし: クライアントIDだけ</translation>
    </message>
    <message>
        <source>The server wants a TLS certificate of the client besides, and its private key; there is none.</source>
        <translation>サーバーはさらにクライアントのTLS証明書とその秘密鍵を求めていますが、ありません。</translation>
    </message>
    <message>
        <source>%1 does not say where its tokens are had. Ask the provider for its token URL.</source>
        <translation>%1はトークンの取得先を示していません。プロバイダーにトークンURLを問い合わせてください。</translation>
    </message>
    <message>
        <source>Give an https URL, without a login (http is for this computer alone).</source>
        <translation>ログイン情報を含まないhttps URLを指定してください（httpを使えるのはこのコンピューターだけです）。</translation>
    </message>
    <message>
        <source>%1 leads on to %2, which was not asked for. If that is the server you mean, give its address.</source>
        <translation>%1は%2を示しましたが、そこは指定されていません。それが目的のサーバーなら、そのアドレスを指定してください。</translation>
    </message>
    <message>
        <source>Not granted: the scope %1.</source>
        <translation>許可されなかったスコープ: %1。</translation>
    </message>
    <message>
        <source>Not granted: the scopes %1.</source>
        <translation>許可されなかったスコープ: %1。</translation>
    </message>
    <message>
        <source>%1 of %2 left</source>
        <translation>残り%1 / %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>残り%1</translation>
    </message>
    <message>
        <source>%1: %2 until %3</source>
        <translation>%1: %2（%3まで）</translation>
    </message>
    <message>
        <source>The header “%1” needs the secret “%2”, which the keychain does not hold.</source>
        <translation>ヘッダー「%1」にはシークレット「%2」が必要ですが、キーリングにありません。</translation>
    </message>
    <message>
        <source>The header “%1” cannot be sent: its name or its value is not what HTTP allows.</source>
        <translation>ヘッダー「%1」を送れません。名前または値がHTTPで許されないものです。</translation>
    </message>
    <message>
        <source>“%1” is no method of HTTP.</source>
        <translation>「%1」はHTTPのメソッドではありません。</translation>
    </message>
    <message>
        <source>Unknown body format “%1”.</source>
        <translation>「%1」は不明な本文の形式です。</translation>
    </message>
    <message>
        <source>The server&apos;s “%1” is no https address.</source>
        <translation>サーバーの「%1」がhttpsのアドレスではありません。</translation>
    </message>
    <message>
        <source>%1 names no issuer.</source>
        <translation>%1が発行者を示していません。</translation>
    </message>
    <message>
        <source>%1 is of the issuer %2, not of %3.</source>
        <translation>%1は発行者%2のもので、%3のものではありません。</translation>
    </message>
    <message>
        <source>%1 names no token endpoint.</source>
        <translation>%1がトークンエンドポイントを示していません。</translation>
    </message>
    <message>
        <source>What was found describes the resource “%1”, not %2.</source>
        <translation>見つかったのは、%2ではなくリソース「%1」の情報です。</translation>
    </message>
    <message>
        <source>%1 names no authorization server with an https address.</source>
        <translation>%1は、httpsのアドレスを持つ認可サーバーを示していません。</translation>
    </message>
    <message>
        <source>The provider&apos;s file wants to check tokens at “%1”. A token is sent to its token endpoint&apos;s host or to the environment&apos;s apiBaseUrl alone.</source>
        <translation>プロバイダーのファイルは「%1」でトークンを確認しようとしています。トークンを送れるのは、トークンエンドポイントのホストか環境のapiBaseUrlだけです。</translation>
    </message>
    <message>
        <source>The API accepted the token.</source>
        <translation>APIがトークンを受け付けました。</translation>
    </message>
    <message>
        <source>The API refused the token: it may have expired, been revoked, or belong to another environment.</source>
        <translation>APIがトークンを拒否しました。期限切れか、失効済みか、別の環境のものである可能性があります。</translation>
    </message>
    <message>
        <source>The API accepted the token, but it lacks the scope or the permission for this call.</source>
        <translation>APIはトークンを受け付けましたが、この呼び出しに必要なスコープまたは権限がありません。</translation>
    </message>
    <message>
        <source>The answer does not tell whether the token is good.</source>
        <translation>応答からは、トークンが使えるかどうかわかりません。</translation>
    </message>
    <message>
        <source>Mint a new token and check again.</source>
        <translation>新しいトークンを取得してから、もう一度確認してください。</translation>
    </message>
    <message>
        <source>Add the scope to the credential set, or ask the provider to grant it.</source>
        <translation>資格情報セットにスコープを追加するか、プロバイダーに許可を依頼してください。</translation>
    </message>
    <message>
        <source>Try again later, or use the token where you need it.</source>
        <translation>後でもう一度試すか、必要な場所でトークンを使ってみてください。</translation>
    </message>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>プロバイダーのファイルに、トークンを確認する呼び出しが記述されていません。</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>受け付けられました</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒否されました</translation>
    </message>
    <message>
        <source>accepted, but lacks the scope</source>
        <translation>受け付けられましたが、スコープ不足</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>判定できません</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Unknown client authentication “%1”.</source>
        <translation>「%1」は不明なクライアント認証です。</translation>
    </message>
    <message>
        <source>The client ID is missing.</source>
        <translation>クライアントIDがありません。</translation>
    </message>
    <message>
        <source>“%1” is required and has no value.</source>
        <translation>「%1」は必須ですが、値がありません。</translation>
    </message>
    <message>
        <source>An Authorization header cannot be set by hand: choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>Authorizationヘッダーは手動で設定できません。シークレットがキーリングにとどまるように、クライアント認証を選んでください。</translation>
    </message>
    <message>
        <source>%1 requires at least one scope.</source>
        <translation>%1には1つ以上のスコープが必要です。</translation>
    </message>
    <message>
        <source>“%1” cannot be sent: the request takes no parameters. A provider file can put it into a header.</source>
        <translation>「%1」を送れません。リクエストがパラメーターを受け付けません。プロバイダーファイルでヘッダーに入れることはできます。</translation>
    </message>
    <message>
        <source>The parameter “%1” is set already by the credential set&apos;s other fields.</source>
        <translation>パラメーター「%1」は、資格情報セットのほかの欄ですでに設定されています。</translation>
    </message>
    <message>
        <source>The answer has no body.</source>
        <translation>応答に本文がありません。</translation>
    </message>
    <message numerus="yes">
        <source>It is %n byte(s) of %1, neither JSON nor XML.</source>
        <translation>
            <numerusform>%nバイトの%1で、JSONでもXMLでもありません。</numerusform>
        </translation>
    </message>
    <message>
        <source>something</source>
        <translation>不明なデータ</translation>
    </message>
    <message>
        <source>It holds: %1</source>
        <translation>内容: %1</translation>
    </message>
    <message>
        <source>The answer is a redirect without a target.</source>
        <translation>応答はリダイレクトですが、転送先がありません。</translation>
    </message>
    <message>
        <source>The answer is a redirect to %1, which is not followed.</source>
        <translation>応答は%1へのリダイレクトですが、これには従いません。</translation>
    </message>
    <message>
        <source>There is no access token at “%1”.</source>
        <translation>「%1」にアクセストークンがありません。</translation>
    </message>
    <message>
        <source>The access token in the answer holds characters that cannot stand in a header.</source>
        <translation>応答のアクセストークンに、ヘッダーに使えない文字が含まれています。</translation>
    </message>
    <message>
        <source>The access token is of type “%1” and cannot be used as a bearer token.</source>
        <translation>アクセストークンの種類が「%1」なので、Bearerトークンとして使えません。</translation>
    </message>
    <message>
        <source>Try again now; the time it asked to wait is over.</source>
        <translation>待つよう求められた時間は過ぎました。もう一度試してください。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1時間</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1時間%2分</translation>
    </message>
    <message>
        <source>Try again in %1 (%2).</source>
        <translation>%1後にもう一度試してください（%2）。</translation>
    </message>
    <message>
        <source>%1 refused a scope</source>
        <translation>%1がスコープを拒否しました</translation>
    </message>
    <message>
        <source>%1 does not take the refresh token any more</source>
        <translation>%1はこのリフレッシュトークンをもう受け付けません</translation>
    </message>
    <message>
        <source>A web page came instead of an answer.</source>
        <translation>応答の代わりにWebページが返されました。</translation>
    </message>
    <message>
        <source>A web page came instead of an answer: “%1”</source>
        <translation>応答の代わりにWebページが返されました: 「%1」</translation>
    </message>
    <message>
        <source>the provider</source>
        <translation>プロバイダー</translation>
    </message>
    <message>
        <source>field “%1”: expected %2</source>
        <translation>フィールド「%1」には%2が必要です</translation>
    </message>
    <message>
        <source>a value, and it is missing</source>
        <translation>値（未指定）</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>trueまたはfalse</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>テキストのリスト</translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation>整数のリスト</translation>
    </message>
    <message>
        <source>an object, a list or a text</source>
        <translation>オブジェクト、リスト、テキストのいずれか</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>a list of objects</source>
        <translation>オブジェクトのリスト</translation>
    </message>
    <message>
        <source>an object of objects</source>
        <translation>オブジェクトを値に持つオブジェクト</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a day.</source>
        <translation>%1の文書では、1日に%2回までです。</translation>
    </message>
    <message>
        <source>%1 documents at most %2 an hour.</source>
        <translation>%1の文書では、1時間に%2回までです。</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a minute.</source>
        <translation>%1の文書では、1分に%2回までです。</translation>
    </message>
    <message>
        <source>%1 documents at most %2 a second.</source>
        <translation>%1の文書では、1秒に%2回までです。</translation>
    </message>
    <message>
        <source>%1 documents at most %2 in %3.</source>
        <translation>%1の文書では、%3に%2回までです。</translation>
    </message>
    <message>
        <source>%1 locks a client after one refused request.</source>
        <translation>%1は、リクエストを1回拒否するとクライアントをロックします。</translation>
    </message>
    <message>
        <source>%1 locks a client after %2 refused requests.</source>
        <translation>%1は、リクエストを%2回拒否するとクライアントをロックします。</translation>
    </message>
    <message>
        <source>As long as a token lives, %1 answers with it again.</source>
        <translation>トークンが有効な間、%1は同じトークンを返します。</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>リフレッシュトークン</translation>
    </message>
    <message>
        <source>its id “%1” is also that of %2, which counts</source>
        <translation>ID「%1」が%2と重複しており、そちらが優先されます</translation>
    </message>
    <message>
        <source>There is no provider “%1”; it may be misspelt, or its file missing.</source>
        <translation>「%1」というプロバイダーはありません。綴りが間違っているか、ファイルがない可能性があります。</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>次のいずれか（%1）</translation>
    </message>
    <message>
        <source>an https URL (plain http is for 127.0.0.1, localhost and [::1] alone)</source>
        <translation>https URL（httpを使えるのは127.0.0.1、localhost、[::1]だけ）</translation>
    </message>
    <message>
        <source>a header&apos;s name</source>
        <translation>ヘッダーの名前</translation>
    </message>
    <message>
        <source>a header&apos;s value, without line ends</source>
        <translation>改行を含まないヘッダーの値</translation>
    </message>
    <message>
        <source>no “exp”, which comes of “lifetime”</source>
        <translation>「lifetime」から決まる「exp」を含めないこと</translation>
    </message>
    <message>
        <source>one word, such as Basic</source>
        <translation>Basicのような1語</translation>
    </message>
    <message>
        <source>this or “per”</source>
        <translation>これか「per」のどちらか一方</translation>
    </message>
    <message>
        <source>%1, the only version this program reads</source>
        <translation>%1（このプログラムが読み取れる唯一のバージョン）</translation>
    </message>
    <message>
        <source>an https URL</source>
        <translation>https URL</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>クライアントID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>クライアントシークレット</translation>
    </message>
    <message>
        <source>at least one environment</source>
        <translation>1つ以上の環境</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>正規表現</translation>
    </message>
    <message>
        <source>The provider file has no id and name at its beginning.</source>
        <translation>プロバイダーファイルの先頭にidとnameがありません。</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（コピー）</translation>
    </message>
    <message>
        <source>The server does not take the refresh token any more. It may have run out, been withdrawn (a password changed, access taken back), replaced by a later sign-in, or been used by another program: where each use brings another one, a second use of the same ends both. Sign in at the provider again, then edit this credential set and paste the new refresh token.</source>
        <translation>サーバーはこのリフレッシュトークンをもう受け付けません。期限切れになったか、取り消されたか（パスワードの変更、アクセスの取り消し）、後のサインインで置き換えられたか、別のプログラムで使われた可能性があります。使うたびに新しいものが発行される場合、同じものを2回使うと両方とも無効になります。プロバイダーにもう一度サインインし、この資格情報セットを編集して新しいリフレッシュトークンを貼り付けてください。</translation>
    </message>
    <message>
        <source>The server takes no refresh tokens here: check the token URL and the grant type in the provider file.</source>
        <translation>サーバーはここでリフレッシュトークンを受け付けません。トークンURLと、プロバイダーファイルのグラントタイプを確認してください。</translation>
    </message>
    <message>
        <source>The refresh token was given for other scopes: ask for some of those, or for none to get all of them. More scopes take a new sign-in and its refresh token.</source>
        <translation>このリフレッシュトークンは別のスコープ用に発行されています。その範囲内のスコープを要求するか、何も指定せずにすべてを受け取ってください。スコープを増やすには、サインインし直して新しいリフレッシュトークンを得る必要があります。</translation>
    </message>
    <message>
        <source>The server could not use the request: check the parameters, the scopes and the client authentication of this credential set.</source>
        <translation>サーバーがリクエストを処理できませんでした。この資格情報セットのパラメーター、スコープ、クライアント認証を確認してください。</translation>
    </message>
    <message>
        <source>The server refuses this grant: check the token URL, and ask the provider whether the client still exists and may use client credentials.</source>
        <translation>サーバーがこのグラントを拒否しています。トークンURLを確認し、クライアントがまだ存在してクライアントクレデンシャルを使えるかどうか、プロバイダーに問い合わせてください。</translation>
    </message>
    <message>
        <source>The client may not use client credentials: allow that grant for it where its keys are managed.</source>
        <translation>このクライアントはクライアントクレデンシャルを使えません。鍵を管理する画面で、このグラントを許可してください。</translation>
    </message>
    <message>
        <source>The server does not offer client credentials here: check the token URL and the grant type in the provider file.</source>
        <translation>サーバーはここでクライアントクレデンシャルを提供していません。トークンURLと、プロバイダーファイルのグラントタイプを確認してください。</translation>
    </message>
    <message>
        <source>The server does not grant one of the scopes: check how they are written, and leave out what the client was not granted.</source>
        <translation>サーバーがスコープのどれかを許可しません。綴りを確認し、クライアントに許可されていないものは除いてください。</translation>
    </message>
    <message>
        <source>minted</source>
        <translation>取得済み</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>失効済み</translation>
    </message>
    <message>
        <source>checked: %1</source>
        <translation>確認: %1</translation>
    </message>
    <message>
        <source>revoking: %1</source>
        <translation>失効: %1</translation>
    </message>
    <message>
        <source>window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>コマンドライン</translation>
    </message>
    <message>
        <source>keep fresh</source>
        <translation>自動更新</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>日時:</translation>
    </message>
    <message>
        <source>Credential set:</source>
        <translation>資格情報セット:</translation>
    </message>
    <message>
        <source>Provider:</source>
        <translation>プロバイダー:</translation>
    </message>
    <message>
        <source>Endpoint:</source>
        <translation>エンドポイント:</translation>
    </message>
    <message>
        <source>Client authentication:</source>
        <translation>クライアント認証:</translation>
    </message>
    <message>
        <source>Outcome:</source>
        <translation>結果:</translation>
    </message>
    <message>
        <source>HTTP status:</source>
        <translation>HTTPステータス:</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>Duration:</source>
        <translation>所要時間:</translation>
    </message>
    <message>
        <source>Code:</source>
        <translation>コード:</translation>
    </message>
    <message>
        <source>Message:</source>
        <translation>メッセージ:</translation>
    </message>
    <message>
        <source>That is what “%1” has already; nothing was changed.</source>
        <translation>「%1」はすでにその内容です。何も変更していません。</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>発行日時</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>有効開始日時</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>サインイン日時</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>サブジェクト</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>Authorised party</source>
        <translation>認可された当事者</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>スコープ</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>テナント</translation>
    </message>
    <message>
        <source>Token ID</source>
        <translation>トークンID</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>アルゴリズム</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>鍵ID</translation>
    </message>
    <message>
        <source>Asked for and not granted: %1.</source>
        <translation>要求したが許可されなかったもの: %1。</translation>
    </message>
    <message>
        <source>Granted without being asked for: %1.</source>
        <translation>要求していないが許可されたもの: %1。</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 later than what the provider answered. The earlier one counts.</source>
        <translation>トークン自体の有効期限（exp）は、プロバイダーの応答より%1遅くなっています。早いほうを使います。</translation>
    </message>
    <message>
        <source>The token&apos;s own expiry (exp) is %1 earlier than what the provider answered. The earlier one counts.</source>
        <translation>トークン自体の有効期限（exp）は、プロバイダーの応答より%1早くなっています。早いほうを使います。</translation>
    </message>
    <message>
        <source>The token is opaque: it is no JWT, and only the provider can tell what is in it.</source>
        <translation>不透明なトークンです。JWTではないため、内容がわかるのはプロバイダーだけです。</translation>
    </message>
    <message>
        <source>The list of token lifetimes (tokens.json) was written by another version of this program. It was left as it is.</source>
        <translation>トークンの有効期間の一覧（tokens.json）は、このプログラムの別のバージョンによって書き込まれています。そのまま残しました。</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1分%2秒</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1日%2時間</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1後</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>The provider gave a new refresh token, and the keychain does not take it: it is in memory alone, and the one in the keychain may be worth nothing. It is tried again until it is kept.</source>
        <translation>プロバイダーが新しいリフレッシュトークンを発行しましたが、キーリングに保存できません。今はメモリーにしかなく、キーリングにあるものはもう使えない可能性があります。保存できるまで再試行します。</translation>
    </message>
    <message>
        <source>no token yet</source>
        <translation>トークン未取得</translation>
    </message>
    <message>
        <source>minting…</source>
        <translation>取得中…</translation>
    </message>
    <message>
        <source>minting… %1</source>
        <translation>取得中… %1</translation>
    </message>
    <message>
        <source>valid, lifetime unknown</source>
        <translation>有効、有効期間不明</translation>
    </message>
    <message>
        <source>ready to copy, %1</source>
        <translation>コピー可能、%1</translation>
    </message>
    <message>
        <source>ready to copy</source>
        <translation>コピー可能</translation>
    </message>
    <message>
        <source>A quotation mark is never closed.</source>
        <translation>引用符が閉じられていません。</translation>
    </message>
    <message>
        <source>Shells and readers of .env files take its value differently; put it in single quotation marks.</source>
        <translation>シェルと、.env ファイルを読み取るプログラムとでは、値の解釈が異なります。一重引用符で囲んでください。</translation>
    </message>
    <message>
        <source>cmd.exe takes the quotation marks for a part of its value; write set &quot;NAME=value&quot;.</source>
        <translation>cmd.exeは引用符を値の一部とみなします。set &quot;NAME=value&quot; と書いてください。</translation>
    </message>
    <message>
        <source>cmd.exe takes the comment for a part of its value.</source>
        <translation>cmd.exeはコメントを値の一部とみなします。</translation>
    </message>
    <message>
        <source>For a shell its value ends at the blank.</source>
        <translation>シェルでは、値は空白で終わります。</translation>
    </message>
    <message>
        <source>For a shell its value ends at “&amp;” or “|”.</source>
        <translation>シェルでは、値は「&amp;」または「|」で終わります。</translation>
    </message>
    <message>
        <source>Something follows a closing quotation mark.</source>
        <translation>閉じ引用符の後に続きがあります。</translation>
    </message>
    <message>
        <source>“#” was taken for a part of its value.</source>
        <translation>「#」を値の一部とみなしました。</translation>
    </message>
    <message>
        <source>Its value holds a control character.</source>
        <translation>値に制御文字が含まれています。</translation>
    </message>
    <message>
        <source>Its value is not in the file itself: a variable, a command or a pattern stands there.</source>
        <translation>値がファイル自体にありません。変数、コマンド、パターンのいずれかが書かれています。</translation>
    </message>
    <message>
        <source>Its value goes on in the next line.</source>
        <translation>値が次の行に続いています。</translation>
    </message>
    <message>
        <source>Its value is not in the file itself.</source>
        <translation>値がファイル自体にありません。</translation>
    </message>
    <message>
        <source>YAML takes its value for a number or a truth value; put it in quotation marks.</source>
        <translation>YAMLでは、この値は数値または真偽値とみなされます。引用符で囲んでください。</translation>
    </message>
    <message>
        <source>The quotation marks are a part of its value there; put them around the whole item.</source>
        <translation>そこでは引用符が値の一部になります。項目全体を引用符で囲んでください。</translation>
    </message>
    <message>
        <source>Its YAML holds more than any such file does.</source>
        <translation>YAMLの内容が、この種のファイルとしては多すぎます。</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>「%1」: %2</translation>
    </message>
    <message>
        <source>“%1” is there twice, with different values.</source>
        <translation>「%1」が2回、異なる値で書かれています。</translation>
    </message>
    <message>
        <source>The refresh token is not carried over: no provider takes it, and there is no token URL.</source>
        <translation>リフレッシュトークンは引き継がれません。これを受け付けるプロバイダーも、トークンURLもありません。</translation>
    </message>
    <message>
        <source>“%1” before the token</source>
        <translation>トークンの前の「%1」</translation>
    </message>
    <message>
        <source>the token&apos;s place in the URL</source>
        <translation>URL内のトークンの位置</translation>
    </message>
    <message>
        <source>the ID token in the place of the access token</source>
        <translation>アクセストークンの代わりのIDトークン</translation>
    </message>
    <message>
        <source>the script that runs before the request</source>
        <translation>リクエスト前に実行されるスクリプト</translation>
    </message>
    <message>
        <source>variable “%1”</source>
        <translation>変数「%1」</translation>
    </message>
    <message>
        <source>environment “%1”, %2</source>
        <translation>環境「%1」、%2</translation>
    </message>
    <message>
        <source>A block is never closed (%1).</source>
        <translation>ブロックが閉じられていません（%1）。</translation>
    </message>
    <message>
        <source>This curl command reads another file (%1), which is not looked into.</source>
        <translation>このcurlコマンドは別のファイル（%1）を読み取りますが、その内容は調べません。</translation>
    </message>
    <message>
        <source>the key&apos;s password</source>
        <translation>鍵のパスワード</translation>
    </message>
    <message>
        <source>This curl command has no URL.</source>
        <translation>このcurlコマンドにURLがありません。</translation>
    </message>
    <message>
        <source>the empty header %1</source>
        <translation>空のヘッダー%1</translation>
    </message>
    <message>
        <source>This curl command asks for the secret itself.</source>
        <translation>このcurlコマンドは、実行時にシークレットの入力を求めます。</translation>
    </message>
    <message>
        <source>the file sent as “%1”</source>
        <translation>「%1」として送られるファイル</translation>
    </message>
    <message>
        <source>what curl takes for no part of the value of “%1”</source>
        <translation>curlが「%1」の値の一部とみなさない部分</translation>
    </message>
    <message>
        <source>A quotation mark of this curl command is never closed.</source>
        <translation>このcurlコマンドの引用符が閉じられていません。</translation>
    </message>
    <message>
        <source>It is a command of PowerShell&apos;s own, which is not read; what curl.exe is called with is.</source>
        <translation>これはPowerShell自身のコマンドなので読み取りません。curl.exeの呼び出しなら読み取ります。</translation>
    </message>
    <message>
        <source>This curl command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>このcurlコマンドは、ファイルにないシェル変数やコマンドから値を取ります。</translation>
    </message>
    <message>
        <source>curl wants a blank, not “=”, between %1 and its value.</source>
        <translation>curlでは、%1とその値の間に「=」ではなく空白が必要です。</translation>
    </message>
    <message>
        <source>The value of %1 is missing in this curl command.</source>
        <translation>このcurlコマンドには%1の値がありません。</translation>
    </message>
    <message>
        <source>It holds more than %1 curl commands.</source>
        <translation>%1個を超えるcurlコマンドが含まれています。</translation>
    </message>
    <message>
        <source>A document&apos;s quotation marks, dashes or blanks were read as a shell&apos;s.</source>
        <translation>文書の引用符、ダッシュ、空白を、シェルのものとして読み取りました。</translation>
    </message>
    <message>
        <source>Blanks between the mark that continues a line and the line&apos;s end were passed over.</source>
        <translation>行の継続記号と行末の間の空白を無視しました。</translation>
    </message>
    <message>
        <source>There is no provider file for any server, as “oauth2” is.</source>
        <translation>「oauth2」のような、任意のサーバー用のプロバイダーファイルがありません。</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>サーバーが受け付けるクライアント認証は%1だけで、どれもここでは扱えません。</translation>
    </message>
    <message>
        <source>entry “%1”</source>
        <translation>項目「%1」</translation>
    </message>
    <message>
        <source>application “%1”</source>
        <translation>アプリケーション「%1」</translation>
    </message>
    <message>
        <source>user “%1”</source>
        <translation>ユーザー「%1」</translation>
    </message>
    <message>
        <source>Not carried over: %1. It signs a person in.</source>
        <translation>引き継がれないもの: %1。人のサインインに使うものです。</translation>
    </message>
    <message>
        <source>Not carried over: the refresh token. It does not say for which of the applications it is.</source>
        <translation>引き継がれないもの: リフレッシュトークン。どのアプリケーション用かが示されていません。</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>ユーザー %1</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>「%1」が2回書かれています。</translation>
    </message>
    <message>
        <source>“%1” is there twice (%2).</source>
        <translation>「%1」が2回書かれています（%2）。</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1（%2、%3）</translation>
    </message>
    <message>
        <source>Token endpoint: %1</source>
        <translation>トークンエンドポイント: %1</translation>
    </message>
    <message>
        <source>It was exported by a version of the program that this one does not understand.</source>
        <translation>このプログラムが解釈できない、別のバージョンでエクスポートされています。</translation>
    </message>
    <message>
        <source>credential set %1</source>
        <translation>資格情報セット %1</translation>
    </message>
    <message>
        <source>Tokenwright keeps its own files there</source>
        <translation>そこにはTokenwright自身のファイルが保存されています</translation>
    </message>
    <message>
        <source>“%1” has a placeholder, which is left out.</source>
        <translation>「%1」に仮の値が入っているため、除外しました。</translation>
    </message>
    <message>
        <source>The client ID is a placeholder.</source>
        <translation>クライアントIDが仮の値です。</translation>
    </message>
    <message>
        <source>There is neither a client ID nor a client secret.</source>
        <translation>クライアントIDもクライアントシークレットもありません。</translation>
    </message>
    <message>
        <source>The client secret is a placeholder.</source>
        <translation>クライアントシークレットが仮の値です。</translation>
    </message>
    <message>
        <source>It does not say for which environment; taken for %1.</source>
        <translation>どの環境用かが示されていないため、%1とみなしました。</translation>
    </message>
    <message>
        <source>The client ID looks like one of %1.</source>
        <translation>クライアントIDは%1のもののようです。</translation>
    </message>
    <message>
        <source>user name and password in the URL</source>
        <translation>URL内のユーザー名とパスワード</translation>
    </message>
    <message>
        <source>Not carried over: %1.</source>
        <translation>引き継がれないもの: %1。</translation>
    </message>
    <message>
        <source>The name in the file has characters that cannot be seen, or that reorder text; they were left out.</source>
        <translation>ファイル内の名前に、目に見えない文字や文字の並び順を変える文字があったため、取り除きました。</translation>
    </message>
    <message>
        <source>Of several values of “%1” the first is taken.</source>
        <translation>「%1」の複数の値のうち、最初のものを使います。</translation>
    </message>
    <message>
        <source>“%1” in the URL</source>
        <translation>URL内の「%1」</translation>
    </message>
    <message>
        <source>“%1” moves from the URL into the body.</source>
        <translation>「%1」はURLから本文に移ります。</translation>
    </message>
    <message>
        <source>The file has no value for %1; it is kept elsewhere and has to be typed.</source>
        <translation>ファイルに%1の値がありません。別の場所に保存されているので、入力する必要があります。</translation>
    </message>
    <message>
        <source>It asks for another grant (%1) than %2.</source>
        <translation>%2ではなく、別のグラント（%1）を要求しています。</translation>
    </message>
    <message>
        <source>How the client authenticates (%1) is not known here.</source>
        <translation>クライアントの認証方法（%1）は、ここでは扱えません。</translation>
    </message>
    <message>
        <source>“%1”, which is for the authorization request</source>
        <translation>認可リクエスト用の「%1」</translation>
    </message>
    <message>
        <source>export of Tokenwright</source>
        <translation>Tokenwrightのエクスポート</translation>
    </message>
    <message>
        <source>Postman collection</source>
        <translation>Postmanのコレクション</translation>
    </message>
    <message>
        <source>Postman environment</source>
        <translation>Postmanの環境</translation>
    </message>
    <message>
        <source>Insomnia export</source>
        <translation>Insomniaのエクスポート</translation>
    </message>
    <message>
        <source>Yaak export</source>
        <translation>Yaakのエクスポート</translation>
    </message>
    <message>
        <source>Bruno collection</source>
        <translation>Brunoのコレクション</translation>
    </message>
    <message>
        <source>OpenCollection (YAML of Bruno)</source>
        <translation>OpenCollection（BrunoのYAML）</translation>
    </message>
    <message>
        <source>environments of an HTTP client (http-client.env.json)</source>
        <translation>HTTPクライアントの環境（http-client.env.json）</translation>
    </message>
    <message>
        <source>OpenAPI document</source>
        <translation>OpenAPI文書</translation>
    </message>
    <message>
        <source>key file of Google (JSON)</source>
        <translation>Googleのキーファイル（JSON）</translation>
    </message>
    <message>
        <source>settings of a Docusign example (JSON)</source>
        <translation>Docusignのサンプルの設定（JSON）</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (JSON)</source>
        <translation>eBayクライアントライブラリの設定（JSON）</translation>
    </message>
    <message>
        <source>environment variables in YAML (Docker Compose)</source>
        <translation>YAMLの環境変数（Docker Compose）</translation>
    </message>
    <message>
        <source>HTTP requests (.http)</source>
        <translation>HTTPリクエスト（.http）</translation>
    </message>
    <message>
        <source>log-in command of Salesforce</source>
        <translation>Salesforceのログインコマンド</translation>
    </message>
    <message>
        <source>variables (.env, export, set, $env:)</source>
        <translation>変数（.env、export、set、$env:）</translation>
    </message>
    <message>
        <source>configuration of an eBay client library (YAML)</source>
        <translation>eBayクライアントライブラリの設定（YAML）</translation>
    </message>
    <message>
        <source>It is a private key, which does not say whose it is: import it together with the file that does, or enter it in a credential set.</source>
        <translation>これは秘密鍵ですが、どのプロバイダーのものかが示されていません。それを示すファイルと一緒にインポートするか、資格情報セットに入力してください。</translation>
    </message>
    <message>
        <source>It gives values to variables, but none is called as a client ID is (…CLIENT_ID, …APP_ID, …API_KEY).</source>
        <translation>変数に値を設定していますが、クライアントIDらしい名前（…CLIENT_ID、…APP_ID、…API_KEY）がありません。</translation>
    </message>
    <message>
        <source>It is none of the files that can be imported (%1).</source>
        <translation>インポートできるファイルのどれでもありません（%1）。</translation>
    </message>
    <message>
        <source>as a whole</source>
        <translation>全体</translation>
    </message>
    <message>
        <source>What looks like a %1 was not read; import it from a file of its own.</source>
        <translation>%1らしいものは読み取りませんでした。別のファイルに分けてインポートしてください。</translation>
    </message>
    <message>
        <source>It holds no credential set (read as %1).</source>
        <translation>資格情報セットが含まれていません（%1として読み取り）。</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>項目 %1</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>new name</source>
        <translation>新しい名前</translation>
    </message>
    <message>
        <source>exists</source>
        <translation>既存</translation>
    </message>
    <message>
        <source>needs a provider</source>
        <translation>プロバイダーが必要</translation>
    </message>
    <message>
        <source>needs a value</source>
        <translation>値が必要</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>スキップ</translation>
    </message>
    <message>
        <source>The same as “%1” (%2, %3).</source>
        <translation>「%1」と同じです（%2、%3）。</translation>
    </message>
    <message>
        <source>For which environment of %1 cannot be told.</source>
        <translation>%1のどの環境用か判断できません。</translation>
    </message>
    <message>
        <source>There is “%1” already.</source>
        <translation>「%1」はすでにあります。</translation>
    </message>
    <message>
        <source>“%1” has this client ID already, with another secret.</source>
        <translation>「%1」にこのクライアントIDがすでにありますが、シークレットが異なります。</translation>
    </message>
    <message>
        <source>The name “%1” is taken.</source>
        <translation>名前「%1」は使われています。</translation>
    </message>
    <message>
        <source>It cannot be read: %1.</source>
        <translation>読み取れません: %1。</translation>
    </message>
    <message>
        <source>It holds more files than any collection does; choose the folder of the collection itself.</source>
        <translation>コレクションとしてはファイルが多すぎます。コレクション自体のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>It is a folder without a file that can be imported.</source>
        <translation>インポートできるファイルのないフォルダーです。</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear, and not everything in it was taken over: see to what is left before you delete it.</source>
        <translation>%1には機密情報がまだ平文で残っており、すべては引き継がれていません。削除する前に、残っているものを確認してください。</translation>
    </message>
    <message>
        <source>It is not valid JSON (%1: %2).</source>
        <translation>有効なJSONではありません（%1: %2）。</translation>
    </message>
    <message>
        <source>A key is there twice (%1); which of them counts cannot be told.</source>
        <translation>同じキーが2回書かれています（%1）。どちらが有効か判断できません。</translation>
    </message>
    <message>
        <source>It is larger than %1 MiB, so it is no file of credentials.</source>
        <translation>%1 MiBを超えているため、資格情報のファイルではありません。</translation>
    </message>
    <message>
        <source>It is not a text in UTF-8 or UTF-16.</source>
        <translation>UTF-8またはUTF-16のテキストではありません。</translation>
    </message>
    <message>
        <source>It is not a text file.</source>
        <translation>テキストファイルではありません。</translation>
    </message>
    <message>
        <source>Its JSON is not an object.</source>
        <translation>JSONがオブジェクトではありません。</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>%1行目</translation>
    </message>
    <message>
        <source>Choose its private key (%1) afterwards.</source>
        <translation>後で秘密鍵（%1）を選んでください。</translation>
    </message>
    <message>
        <source>Google sign-in</source>
        <translation>Googleサインイン</translation>
    </message>
    <message>
        <source>“%1” is missing.</source>
        <translation>「%1」がありません。</translation>
    </message>
    <message>
        <source>Its token_uri is not Google&apos;s, so the key is not taken over.</source>
        <translation>token_uri がGoogleのものではないため、鍵を引き継ぎません。</translation>
    </message>
    <message>
        <source>The file names no scopes: %1 is asked for unless you choose others.</source>
        <translation>ファイルにスコープがありません。ほかのものを選ばなければ%1を要求します。</translation>
    </message>
    <message>
        <source>Its private key is the one beside it.</source>
        <translation>秘密鍵には、隣にあるファイルの鍵を使います。</translation>
    </message>
    <message>
        <source>Enter the My Domain name of the organization afterwards.</source>
        <translation>後で組織の私のドメイン（My Domain）名を入力してください。</translation>
    </message>
    <message>
        <source>This command takes a value from a shell variable or command, which is not in the file.</source>
        <translation>このコマンドは、ファイルにないシェル変数やコマンドから値を取ります。</translation>
    </message>
    <message>
        <source>security scheme “%1”</source>
        <translation>セキュリティスキーム「%1」</translation>
    </message>
    <message>
        <source>It only says by which issuer tokens are given (%1); add a credential set by that address.</source>
        <translation>トークンの発行者（%1）だけが示されています。そのアドレスで資格情報セットを追加してください。</translation>
    </message>
    <message>
        <source>It names no way to get a token.</source>
        <translation>トークンの取得方法が示されていません。</translation>
    </message>
    <message numerus="yes">
        <source>All %n scopes that it names are asked for; take out what the client was not granted.</source>
        <translation>
            <numerusform>記載されている%n個のスコープをすべて要求します。クライアントに許可されていないものは除いてください。</numerusform>
        </translation>
    </message>
    <message>
        <source>It names no token URL.</source>
        <translation>トークンURLが示されていません。</translation>
    </message>
    <message>
        <source>Its token URL leaves something open: %1</source>
        <translation>トークンURLに決まっていない部分があります: %1</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>プロキシ</translation>
    </message>
    <message>
        <source>It is a Postman collection of version 1; export it as v2.1.</source>
        <translation>バージョン1のPostmanコレクションです。v2.1としてエクスポートしてください。</translation>
    </message>
    <message>
        <source>Its token URL must be a plain https URL (http is for this computer alone).</source>
        <translation>トークンURLは通常のhttps URLでなければなりません（httpを使えるのはこのコンピューターだけです）。</translation>
    </message>
    <message>
        <source>No provider has its token URL.</source>
        <translation>このトークンURLを持つプロバイダーがありません。</translation>
    </message>
    <message>
        <source>the JSON field “%1”</source>
        <translation>JSONフィールド「%1」</translation>
    </message>
    <message>
        <source>Sent as text: %1.</source>
        <translation>テキストとして送信: %1。</translation>
    </message>
    <message>
        <source>Its Basic header holds a placeholder.</source>
        <translation>Basicヘッダーに仮の値が入っています。</translation>
    </message>
    <message>
        <source>Its Basic header does not hold ID and secret in Base64.</source>
        <translation>BasicヘッダーにBase64のIDとシークレットが入っていません。</translation>
    </message>
    <message>
        <source>the client ID or secret that was sent a second time</source>
        <translation>重複して送られたクライアントIDまたはシークレット</translation>
    </message>
    <message>
        <source>“+” in the client ID or secret was read as a blank, as servers read a form; %2B would be a plus.</source>
        <translation>クライアントIDまたはシークレットの「+」は、サーバーのフォームの扱いに合わせて空白として読み取りました。プラス記号は%2Bです。</translation>
    </message>
    <message>
        <source>Choose the private key afterwards that signs its assertions.</source>
        <translation>後でアサーションに署名する秘密鍵を選んでください。</translation>
    </message>
    <message>
        <source>Choose its certificate and private key (%1) afterwards.</source>
        <translation>後で証明書と秘密鍵（%1）を選んでください。</translation>
    </message>
    <message>
        <source>Choose its certificate (%1) and private key (%2) afterwards.</source>
        <translation>後で証明書（%1）と秘密鍵（%2）を選んでください。</translation>
    </message>
    <message>
        <source>It does not ask for a token.</source>
        <translation>トークンを要求するものではありません。</translation>
    </message>
    <message>
        <source>Its body is not readable JSON.</source>
        <translation>本文が読み取れるJSONではありません。</translation>
    </message>
    <message>
        <source>Sent as a form instead of in parts (multipart/form-data).</source>
        <translation>マルチパート（multipart/form-data）ではなくフォームとして送ります。</translation>
    </message>
    <message>
        <source>collection “%1”</source>
        <translation>コレクション「%1」</translation>
    </message>
    <message>
        <source>%1, environment “%2”</source>
        <translation>%1、環境「%2」</translation>
    </message>
    <message>
        <source>It needs the variable “%1”, which is not in this file. Import the environment that has it together with it.</source>
        <translation>変数「%1」が必要ですが、このファイルにはありません。その変数を含む環境と一緒にインポートしてください。</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>「%1」</translation>
    </message>
    <message>
        <source>“%1”, which needs the variable “%2”</source>
        <translation>変数「%2」が必要な「%1」</translation>
    </message>
    <message>
        <source>authorisation “%1”</source>
        <translation>認可「%1」</translation>
    </message>
    <message>
        <source>the token in the header “%1”</source>
        <translation>ヘッダー「%1」のトークン</translation>
    </message>
    <message>
        <source>It is too large for a configuration file in YAML.</source>
        <translation>YAMLの設定ファイルとしては大きすぎます。</translation>
    </message>
    <message>
        <source>It is not one YAML document with keys at its top.</source>
        <translation>最上位にキーを持つ1つのYAML文書ではありません。</translation>
    </message>
    <message>
        <source>It is not valid YAML (%1).</source>
        <translation>有効なYAMLではありません（%1）。</translation>
    </message>
    <message>
        <source>It is not valid YAML.</source>
        <translation>有効なYAMLではありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n分</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>The keychain keeps no “%1”; write its value.</source>
        <translation>キーリングに「%1」がありません。値を入力してください。</translation>
    </message>
    <message>
        <source>Told in the list, and by a notice two weeks and three days before.</source>
        <translation>一覧に表示し、2週間前と3日前に通知します。</translation>
    </message>
    <message>
        <source>%1 days after it was entered, or a day such as 2027-06-30</source>
        <translation>入力から%1日後、または 2027-06-30 のような日付</translation>
    </message>
    <message>
        <source>a day such as 2027-06-30, if it is known</source>
        <translation>わかっていれば 2027-06-30 のような日付</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>%1行目: %2</translation>
    </message>
    <message>
        <source>there is no “=” in it.</source>
        <translation>「=」がありません。</translation>
    </message>
    <message>
        <source>there is no name before the “=”.</source>
        <translation>「=」の前に名前がありません。</translation>
    </message>
    <message>
        <source>“%1” has a field of its own.</source>
        <translation>「%1」には専用の欄があります。</translation>
    </message>
    <message>
        <source>“%1” is set by the other fields.</source>
        <translation>「%1」はほかの欄で設定されます。</translation>
    </message>
    <message>
        <source>there is no “:” in it.</source>
        <translation>「:」がありません。</translation>
    </message>
    <message>
        <source>there is no name before the “:”.</source>
        <translation>「:」の前に名前がありません。</translation>
    </message>
    <message>
        <source>an Authorization header cannot be set by hand. Choose a client authentication, so that the secret stays in the keychain.</source>
        <translation>Authorizationヘッダーは手動で設定できません。シークレットがキーリングにとどまるように、クライアント認証を選んでください。</translation>
    </message>
    <message>
        <source>The request cannot be shown: the private key in the keychain could not be read.</source>
        <translation>リクエストを表示できません。キーリングの秘密鍵を読み取れませんでした。</translation>
    </message>
    <message>
        <source>The preferences in %1 cannot be read: %2</source>
        <translation>%1の設定を読み取れません: %2</translation>
    </message>
    <message>
        <source>The preferences could not be written to %1.</source>
        <translation>設定を%1に書き込めませんでした。</translation>
    </message>
    <message>
        <source>Token endpoints</source>
        <translation>トークンエンドポイント</translation>
    </message>
    <message>
        <source>Its header says “%1” where others say Basic.</source>
        <translation>ヘッダーは、通常のBasicの代わりに「%1」を使います。</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides.</source>
        <translation>さらにクライアントのTLS証明書が必要です。</translation>
    </message>
    <message>
        <source>A TLS certificate of the client besides, if there is one.</source>
        <translation>クライアントのTLS証明書があれば、それも使います。</translation>
    </message>
    <message>
        <source>The grant is a signed assertion (RFC 7523): the private key makes it, and it becomes the token.</source>
        <translation>グラントは署名付きアサーション（RFC 7523）です。秘密鍵で作成し、それがトークンに換わります。</translation>
    </message>
    <message>
        <source> · %1</source>
        <translation> · %1</translation>
    </message>
    <message>
        <source>Where this is known from</source>
        <translation>情報の出典</translation>
    </message>
    <message>
        <source>, seen %1</source>
        <translation>、%1に確認</translation>
    </message>
    <message>
        <source>A: the vendor&apos;s own document. B: a repository or SDK of the vendor&apos;s, or what public code does. C: recalled and not confirmed.</source>
        <translation>A: ベンダー自身の文書。B: ベンダーのリポジトリやSDK、または公開コードの動作。C: 記憶によるもので未確認。</translation>
    </message>
    <message>
        <source>Comes with Tokenwright; its id is “%1”.</source>
        <translation>Tokenwrightに付属しています。IDは「%1」です。</translation>
    </message>
    <message>
        <source>Your own, from %1; its id is “%2”.</source>
        <translation>自分で用意したもので、%1にあります。IDは「%2」です。</translation>
    </message>
    <message numerus="yes">
        <source>Used by %n credential set(s).</source>
        <translation>
            <numerusform>%n件の資格情報セットで使われています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys:</source>
        <translation>キー:</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>クライアント認証</translation>
    </message>
    <message>
        <source>Headers of the token request</source>
        <translation>トークンリクエストのヘッダー</translation>
    </message>
    <message>
        <source>Headers of every call</source>
        <translation>すべての呼び出しのヘッダー</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>ルール</translation>
    </message>
    <message>
        <source>Checking a token</source>
        <translation>トークンの確認</translation>
    </message>
    <message>
        <source>This file was skipped.</source>
        <translation>このファイルはスキップされました。</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>It is read again whenever it is saved.</source>
        <translation>保存するたびに読み込み直します。</translation>
    </message>
    <message numerus="yes">
        <source>used by %n set(s)</source>
        <translation>
            <numerusform>%n件のセットで使用</numerusform>
        </translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>サンドボックス</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>要対応</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>自動更新中</translation>
    </message>
    <message>
        <source>As chosen in the preferences: %1</source>
        <translation>設定で選んだ形式: %1</translation>
    </message>
    <message>
        <source>Have the provider end the token: nobody can use it any more</source>
        <translation>プロバイダー側でトークンを失効させます。もう誰にも使えなくなります</translation>
    </message>
    <message>
        <source>The provider&apos;s file names no address where tokens are revoked</source>
        <translation>プロバイダーのファイルに、トークンを失効させるアドレスがありません</translation>
    </message>
    <message>
        <source>About Tokenwright</source>
        <translation>Tokenwrightについて</translation>
    </message>
    <message>
        <source>Tokenwright %1</source>
        <translation>Tokenwright %1</translation>
    </message>
    <message>
        <source>OAuth 2.0 access tokens at hand.
Secrets are kept in: %1</source>
        <translation>OAuth 2.0のアクセストークンをすぐ手元に。
シークレットの保存先: %1</translation>
    </message>
    <message>
        <source>&amp;Copy bearer header</source>
        <translation>Bearerヘッダーをコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy “Authorization: Bearer …”; mints a token first if none is valid</source>
        <translation>「Authorization: Bearer …」をコピーします。有効なトークンがなければ先に取得します</translation>
    </message>
    <message>
        <source>Copy &amp;as…</source>
        <translation>形式を選んでコピー(&amp;A)…</translation>
    </message>
    <message>
        <source>Cop&amp;y in your usual format</source>
        <translation>いつもの形式でコピー(&amp;Y)</translation>
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
        <translation>トークンの残り時間がわずかでもヘッダーをコピーします</translation>
    </message>
    <message>
        <source>&amp;Mint token</source>
        <translation>トークンを取得(&amp;M)</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>Ask the provider for a new token even if one is valid</source>
        <translation>有効なトークンがあっても、プロバイダーに新しいトークンを要求します</translation>
    </message>
    <message>
        <source>Keep fres&amp;h</source>
        <translation>自動更新(&amp;H)</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Renew the token before it runs out, while Tokenwright runs</source>
        <translation>Tokenwrightの動作中、期限切れになる前にトークンを更新します</translation>
    </message>
    <message>
        <source>Chec&amp;k token</source>
        <translation>トークンを確認(&amp;K)</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>For&amp;get token</source>
        <translation>トークンを破棄(&amp;G)</translation>
    </message>
    <message>
        <source>Drop the token that is kept; the next copy mints another</source>
        <translation>保存されているトークンを破棄します。次にコピーするときに新しいトークンを取得します</translation>
    </message>
    <message>
        <source>Revoke &amp;token…</source>
        <translation>トークンを失効させる(&amp;T)…</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>キャンセル(&amp;N)</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>Stop what is under way</source>
        <translation>進行中の処理を中止します</translation>
    </message>
    <message>
        <source>&amp;Edit credential set</source>
        <translation>資格情報セットを編集(&amp;E)</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>R&amp;otate secret…</source>
        <translation>シークレットを入れ替え(&amp;O)…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>A new secret, tried before it takes the place of the old one</source>
        <translation>新しいシークレットを試してから、古いものと入れ替えます</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>複製(&amp;D)</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Dup&amp;licate to the other environment…</source>
        <translation>もう一方の環境に複製(&amp;L)…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+D</source>
        <translation>Ctrl+Shift+D</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>お気に入り(&amp;F)</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Keep it at hand among the favourites</source>
        <translation>お気に入りに入れて、すぐ使えるようにします</translation>
    </message>
    <message>
        <source>&amp;Remove credential set</source>
        <translation>資格情報セットを削除(&amp;R)</translation>
    </message>
    <message>
        <source>Undo remove</source>
        <translation>削除を元に戻す</translation>
    </message>
    <message>
        <source>Bring back what was removed just now</source>
        <translation>今削除したものを元に戻します</translation>
    </message>
    <message>
        <source>&amp;Add credential set</source>
        <translation>資格情報セットを追加(&amp;A)</translation>
    </message>
    <message>
        <source>Keep a key and secret of a provider</source>
        <translation>プロバイダーから受け取ったIDとシークレットを保存します</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>インポート(&amp;I)…</translation>
    </message>
    <message>
        <source>Ctrl+I</source>
        <translation>Ctrl+I</translation>
    </message>
    <message>
        <source>Import from the clip&amp;board</source>
        <translation>クリップボードからインポート(&amp;B)</translation>
    </message>
    <message>
        <source>Read a curl command, or lines of a .env file, that was copied</source>
        <translation>コピーしたcurlコマンドや .env ファイルの行を読み取ります</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>エクスポート(&amp;X)…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Write the credential sets, without their secrets, to a file</source>
        <translation>資格情報セットを、シークレットを除いてファイルに書き込みます</translation>
    </message>
    <message>
        <source>Fi&amp;nd</source>
        <translation>検索(&amp;N)</translation>
    </message>
    <message>
        <source>Pro&amp;viders…</source>
        <translation>プロバイダー(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>設定(&amp;P)…</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation>キーボードショートカット(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;About Tokenwright</source>
        <translation>Tokenwrightについて(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>%1 would get the token in clear, for everybody on the way to read. Use https; plain http is for 127.0.0.1, localhost and [::1] alone.</source>
        <translation>%1 にはトークンが暗号化されずに送られ、途中の誰もが読めます。httpsを使ってください。暗号化なしのhttpは 127.0.0.1、localhost、[::1] だけに使えます。</translation>
    </message>
    <message>
        <source>--variable knows no “%1”; it takes one of %2.</source>
        <translation>--variable に「%1」はありません。指定できるのは%2です。</translation>
    </message>
    <message>
        <source>--variable knows no “%1” here.</source>
        <translation>ここでは --variable に「%1」はありません。</translation>
    </message>
    <message>
        <source>--environment is missing; it takes one of %1.</source>
        <translation>--environment がありません。指定できるのは%1です。</translation>
    </message>
    <message>
        <source>“%1” may not hold “%2”: it would change the URL that the value is put into.</source>
        <translation>「%1」に「%2」は使えません。値を入れるURLが変わってしまいます。</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>警告: %1</translation>
    </message>
    <message>
        <source>%1 is used (%2), with the warnings above.</source>
        <translation>%1は使われます（%2）。ただし、上の警告があります。</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>リスト</translation>
    </message>
    <message>
        <source>what matches %1</source>
        <translation>%1に一致する値</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1以上の値</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1から%2までの値</translation>
    </message>
    <message>
        <source>each value once</source>
        <translation>重複のない値</translation>
    </message>
    <message>
        <source>field “%1” is not known and does nothing.</source>
        <translation>フィールド「%1」は不明で、何の働きもありません。</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>別の値</translation>
    </message>
    <message>
        <source>not JSON: %1 in line %2, column %3</source>
        <translation>JSONではありません（%2行%3列: %1）</translation>
    </message>
    <message>
        <source>the host of a tokenUrl or an apiBaseUrl</source>
        <translation>tokenUrlかapiBaseUrlのホスト</translation>
    </message>
    <message>
        <source>field “%1”: there is no variable “%2”.</source>
        <translation>フィールド「%1」: 変数「%2」はありません。</translation>
    </message>
    <message>
        <source>field “%1” is there twice; the last one counts</source>
        <translation>フィールド「%1」が2回あります。最後のものが有効です</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1：</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>環境変数</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>A PEM file of certificates to trust besides the system&apos;s.</source>
        <translation>システムのものに加えて信頼する証明書のPEMファイル。</translation>
    </message>
    <message>
        <source>The server&apos;s host name was not found.</source>
        <translation>サーバーのホスト名が見つかりませんでした。</translation>
    </message>
    <message>
        <source>Check the network, the name server and the URL.</source>
        <translation>ネットワーク、ネームサーバー、URLを確認してください。</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>サーバーが時間内に応答しませんでした。</translation>
    </message>
    <message>
        <source>Check the clock, the URL, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS. If your company signs its own certificates, name its CA file.</source>
        <translation>時計、URL、サーバーが求める場合はクライアントの証明書、そしてプロキシがTLSに介入していないかを確認してください。会社が独自に証明書へ署名している場合は、そのCAファイルを指定してください。</translation>
    </message>
    <message>
        <source>%1 still holds secrets in clear; delete it or take them out.</source>
        <translation>%1には機密情報がまだ平文で残っています。ファイルを削除するか、機密情報を取り除いてください。</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Mint %n token(s)</source>
        <translation>
            <numerusform>%n件のトークンを取得(&amp;M)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For&amp;get %n token(s)</source>
        <translation>
            <numerusform>%n件のトークンを破棄(&amp;G)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n credential set(s)</source>
        <translation>
            <numerusform>%n件の資格情報セットを削除(&amp;R)</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again later; if it stays so, the provider has moved its token endpoint.</source>
        <translation>後でもう一度試してください。続く場合は、プロバイダーがトークンエンドポイントを移動しています。</translation>
    </message>
    <message>
        <source>Check the network and the name server.</source>
        <translation>ネットワークとネームサーバーを確認してください。</translation>
    </message>
    <message>
        <source>Check the clock, the client&apos;s certificate if the server wants one, and whether a proxy intercepts TLS.</source>
        <translation>時計、サーバーが求める場合はクライアント証明書、プロキシがTLSを中継していないかを確認してください。</translation>
    </message>
    <message>
        <source>Something other than the token endpoint may have answered, such as a proxy or the sign-in page of a network.</source>
        <translation>プロキシやネットワークのサインインページなど、トークンエンドポイント以外が応答した可能性があります。</translation>
    </message>
    <message>
        <source>The server %1 was not found</source>
        <translation>サーバー%1が見つかりません</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Quick search…</source>
        <translation>クイック検索…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>One small search over all credential sets, whose Enter copies; the preferences give it a key of the whole desktop</source>
        <translation>すべての資格情報セットを探す小さな検索で、Enterでコピーします。設定でデスクトップ全体のキーを割り当てられます</translation>
    </message>
    <message>
        <source>The answer holds no token.</source>
        <translation>応答にトークンが含まれていません。</translation>
    </message>
    <message>
        <source>%1 rejected the credentials</source>
        <translation>%1が資格情報を拒否しました</translation>
    </message>
    <message>
        <source>Ask the provider&apos;s API whether it takes the token; where there is none, one is minted first</source>
        <translation>トークンを受け付けるかプロバイダーのAPIに確認します。トークンがない場合は先に取得します</translation>
    </message>
    <message>
        <source>Tokenwright knows no harmless call by which to check tokens of this provider</source>
        <translation>このプロバイダーのトークンを確認できる無害な呼び出しがありません</translation>
    </message>
    <message>
        <source>Copy the current token &amp;without minting</source>
        <translation>取得せずに現在のトークンをコピー(&amp;W)</translation>
    </message>
    <message>
        <source>Other folders for the files below.</source>
        <translation>下記のファイルを置く別のフォルダー。</translation>
    </message>
    <message>
        <source>Says whose the credentials ACME are.</source>
        <translation>ACMEというIDとシークレットの組がどのプロバイダーのものかを指定します。</translation>
    </message>
    <message>
        <source>Whose credentials are that do not tell it themselves; may be repeated. The preview names the keys.</source>
        <translation>どのプロバイダーのものか示されていないIDとシークレットの組について、それを指定します。繰り返し指定できます。キーはプレビューに表示されます。</translation>
    </message>
    <message>
        <source>Remove “%1” (%2) and delete its credentials and token from the keychain?</source>
        <translation>「%1」（%2）を削除し、IDとシークレットの組とトークンもキーリングから削除しますか？</translation>
    </message>
    <message>
        <source>Edit the credential set and enter its credentials again.</source>
        <translation>資格情報セットを編集し、IDとシークレットの組を入力し直してください。</translation>
    </message>
    <message>
        <source>Check the credentials, the environment and the scopes of this credential set.</source>
        <translation>この資格情報セットのIDとシークレットの組、環境、スコープを確認してください。</translation>
    </message>
    <message>
        <source>“%1” is a secret by its name: it can only be kept with the credentials, in the keychain.</source>
        <translation>「%1」は名前からみて機密なので、IDとシークレットの組とともにキーリングにしか保存できません。</translation>
    </message>
    <message>
        <source>Enter the %1 as well, or leave all credentials empty to keep them as they are.</source>
        <translation>%1も入力してください。変更しない場合は、IDとシークレットの組をすべて空のままにしてください。</translation>
    </message>
    <message>
        <source>Basic header (ID and secret)</source>
        <translation>IDとシークレットの組のBasicヘッダー</translation>
    </message>
    <message>
        <source>The client may not use refresh tokens, or this one was given to another client: check that the credentials are those that the refresh token was given to.</source>
        <translation>クライアントがリフレッシュトークンの使用を許可されていないか、これは別のクライアントに発行されたものです。IDとシークレットの組が、リフレッシュトークンの発行先のものかどうか確認してください。</translation>
    </message>
    <message>
        <source>The server does not accept these credentials: check the client ID, the client secret and the environment; if they are right, try another client authentication.</source>
        <translation>サーバーがこのIDとシークレットの組を受け付けません。クライアントID、クライアントシークレット、環境を確認してください。正しければ、別のクライアント認証を試してください。</translation>
    </message>
    <message>
        <source>Whose credentials these are cannot be told.</source>
        <translation>どのプロバイダーの組か判断できません。</translation>
    </message>
    <message>
        <source>“%1” is a secret and is not taken over; enter it with the credentials afterwards.</source>
        <translation>「%1」は機密なので引き継ぎません。後でIDとシークレットの組とともに入力してください。</translation>
    </message>
    <message>
        <source>“%1” has these credentials already.</source>
        <translation>「%1」にこのIDとシークレットの組がすでにあります。</translation>
    </message>
    <message>
        <source>It is added without its credentials unless they are typed.</source>
        <translation>IDとシークレットの組を入力しない場合は、組なしで追加されます。</translation>
    </message>
    <message>
        <source>The file holds no secret; enter the credentials afterwards.</source>
        <translation>ファイルにシークレットがありません。後でIDとシークレットの組を入力してください。</translation>
    </message>
    <message>
        <source>Such a document holds no credentials; they have to be typed.</source>
        <translation>この種の文書にはIDとシークレットの組が含まれないため、入力する必要があります。</translation>
    </message>
    <message>
        <source>It holds more credentials than any collection does.</source>
        <translation>コレクションとしては、IDとシークレットの組が多すぎます。</translation>
    </message>
    <message>
        <source>Change the name, the credentials or the scopes</source>
        <translation>名前、IDとシークレットの組、スコープを変更します</translation>
    </message>
    <message>
        <source>A second credential set with the same credentials</source>
        <translation>同じIDとシークレットの組を持つ資格情報セットをもう1つ作ります</translation>
    </message>
    <message>
        <source>The like of it for production, or for the sandbox, with credentials to enter</source>
        <translation>本番用またはサンドボックス用に同様のものを作ります。IDとシークレットの組は入力します</translation>
    </message>
    <message>
        <source>Delete the credentials and the token from the keychain</source>
        <translation>IDとシークレットの組、およびトークンをキーリングから削除します</translation>
    </message>
    <message>
        <source>Read credentials from files of other programs</source>
        <translation>ほかのプログラムのファイルからIDとシークレットの組を読み取ります</translation>
    </message>
    <message>
        <source>Tokens may go to %1 from now on.</source>
        <translation>今後は、トークンを%1に送ることが認められます。</translation>
    </message>
    <message>
        <source>The secret may go to the token endpoint, and tokens to the API, as they are now.</source>
        <translation>シークレットを現在のトークンエンドポイントに、トークンを現在のAPIに送ることを許可します。</translation>
    </message>
    <message>
        <source>API moved</source>
        <translation>APIの変更</translation>
    </message>
    <message>
        <source>The token is meant for another server</source>
        <translation>トークンは別のサーバー用です</translation>
    </message>
    <message>
        <source>The token is meant for another server.</source>
        <translation>トークンは別のサーバー用です。</translation>
    </message>
    <message>
        <source>Confirm the new server before a token is sent there.</source>
        <translation>トークンを送る前に、新しいサーバーを承認してください。</translation>
    </message>
    <message>
        <source>It may go to %1 and would go to %2.</source>
        <translation>%1に送ることが認められていますが、%2に送られることになります。</translation>
    </message>
    <message>
        <source>“%1” keeps an old secret already; forget that one (--forget-old) before another is kept.</source>
        <translation>「%1」にはすでに古いシークレットが残っています。別のものを残す前に、それを破棄してください（--forget-old）。</translation>
    </message>
    <message>
        <source>With %1 curl would send the token to whichever server an answer names. Give the URL that it leads to instead.</source>
        <translation>%1 を使うと、応答が示すどのサーバーにもcurlがトークンを送ってしまいます。代わりに転送先のURLを指定してください。</translation>
    </message>
    <message>
        <source>Discard what was entered?</source>
        <translation>入力内容を破棄しますか？</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>編集を続ける</translation>
    </message>
    <message>
        <source>“%1” is secret and cannot be an argument; say --header %1={secret:%1} and --secret-parameter %1=FILE, where - is standard input.</source>
        <translation>「%1」は秘密なので引数にできません。--header %1={secret:%1} と --secret-parameter %1=FILE を指定してください（- は標準入力）。</translation>
    </message>
    <message>
        <source>An extra request header, not secret; {secret:NAME} in it stands for a secret parameter. An empty value takes it out.</source>
        <translation>追加のリクエストヘッダー（秘密ではないもの）。その中の {secret:NAME} は秘密のパラメーターを表します。値が空なら取り除きます。</translation>
    </message>
    <message>
        <source>Lists the providers, or says what one needs or what is wrong with a provider file.</source>
        <translation>プロバイダーを一覧表示します。または、あるプロバイダーに必要なものや、プロバイダーファイルの誤りを示します。</translation>
    </message>
    <message>
        <source>Its environments, variables, parameters and scopes.</source>
        <translation>その環境、変数、パラメーター、スコープ。</translation>
    </message>
    <message>
        <source>Only “show PROVIDER” or “validate FILE” can follow.</source>
        <translation>後に続けられるのは「show PROVIDER」か「validate FILE」だけです。</translation>
    </message>
    <message>
        <source>settings of a program (JSON, YAML)</source>
        <translation>プログラムの設定 (JSON、YAML)</translation>
    </message>
    <message>
        <source>The program writes the header “%1” itself; take it out.</source>
        <translation>ヘッダー「%1」はプログラムが自分で書きます。取り除いてください。</translation>
    </message>
    <message>
        <source>a header that the program does not write itself</source>
        <translation>プログラムが自分で書かないヘッダー</translation>
    </message>
    <message>
        <source>“%1” takes options alone, not “%2”.</source>
        <translation>「%1」で指定できるのはオプションだけです。「%2」は指定できません。</translation>
    </message>
    <message>
        <source>“%1” is no option of tokenwright, which shows the window. Commands are for tokenwright-cli.</source>
        <translation>「%1」は、ウィンドウを表示する tokenwright のオプションではありません。コマンドは tokenwright-cli で使います。</translation>
    </message>
    <message>
        <source>A part of Tokenwright cannot be loaded (%1). Start Tokenwright again if it was updated just now; otherwise install it anew.</source>
        <translation>Tokenwright の一部を読み込めません（%1）。更新した直後なら Tokenwright を起動し直してください。そうでなければ、もう一度インストールしてください。</translation>
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
        <translation>クレームを表示(&amp;C)</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>資格情報セットが選択されていません。</translation>
    </message>
    <message>
        <source>There is no valid token. Mint one to see what is in it.</source>
        <translation>有効なトークンがありません。内容を見るにはトークンを取得してください。</translation>
    </message>
    <message>
        <source>Waiting for the keychain…</source>
        <translation>キーリングを待っています…</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>スコープ</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>許可されたもの</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>要求したもの</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ほか%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>クレーム</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>ヘッダー</translation>
    </message>
    <message>
        <source>The claims are read from the token on this computer; nothing is sent.</source>
        <translation>クレームはこのコンピューター上でトークンから読み取ります。何も送信しません。</translation>
    </message>
    <message>
        <source>The answer does not say.</source>
        <translation>応答に記載がありません。</translation>
    </message>
    <message>
        <source>Those asked for; the answer names none.</source>
        <translation>要求したもの。応答に記載はありません。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ClipboardCountdown</name>
    <message>
        <source>Clear now</source>
        <translation>今すぐ消去</translation>
    </message>
    <message>
        <source>Take the copied secret off the clipboard</source>
        <translation>コピーした機密情報をクリップボードから消去します</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1秒</translation>
    </message>
    <message>
        <source>The clipboard is cleared in %1 s.</source>
        <translation>%1秒後にクリップボードを消去します。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CopyController</name>
    <message>
        <source>It is an earlier token.</source>
        <translation>これは以前のトークンです。</translation>
    </message>
    <message>
        <source>The token is in memory alone and gone when you quit.</source>
        <translation>トークンはメモリーだけにあり、終了すると失われます。</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>%1のトークンの準備ができました。クリップボードがほかの用途に使われているため、コピーしませんでした。</translation>
    </message>
    <message>
        <source>%1 was not copied because the clipboard is in use for something else. Copy once more.</source>
        <translation>クリップボードがほかの用途に使われているため、%1をコピーしませんでした。もう一度コピーしてください。</translation>
    </message>
    <message>
        <source>%1 was not copied: the desktop lets only the window that you work in change the clipboard. Copy once more.</source>
        <translation>%1をコピーしませんでした。デスクトップは、操作中のウィンドウにしかクリップボードの変更を許しません。もう一度コピーしてください。</translation>
    </message>
    <message>
        <source>Copied %1 of %2.</source>
        <translation>%2の%1をコピーしました。</translation>
    </message>
    <message>
        <source>Minted a token for %1.</source>
        <translation>%1のトークンを取得しました。</translation>
    </message>
    <message>
        <source>It lives %1.</source>
        <translation>有効期間は%1です。</translation>
    </message>
    <message>
        <source>It is kept in memory and gone when you quit.</source>
        <translation>メモリーだけに保存され、終了すると失われます。</translation>
    </message>
    <message>
        <source>a removed credential set</source>
        <translation>削除された資格情報セット</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>「%1」（%2）</translation>
    </message>
    <message numerus="yes">
        <source>Minted %n token(s).</source>
        <translation>
            <numerusform>%n件のトークンを取得しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Minted %1 of %2 tokens. The list says what became of the others.</source>
        <translation>%2件中%1件のトークンを取得しました。残りの結果は一覧に表示されています。</translation>
    </message>
    <message>
        <source>Nothing was copied.</source>
        <translation>何もコピーしませんでした。</translation>
    </message>
    <message>
        <source>%1 makes the present token invalid as soon as it gives a new one. Of the present one there is %2.</source>
        <translation>%1は、新しいトークンを発行するとすぐに現在のトークンを無効にします。現在のトークンは%2です。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CountdownModel</name>
    <message>
        <source>Cancel “%1”</source>
        <translation>「%1」をキャンセル</translation>
    </message>
    <message>
        <source>Copy bearer header of “%1”</source>
        <translation>「%1」のBearerヘッダーをコピー</translation>
    </message>
    <message>
        <source>waiting for the keychain…</source>
        <translation>キーリングを待っています…</translation>
    </message>
    <message>
        <source>waiting for its turn…</source>
        <translation>順番を待っています…</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>自動更新中</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Copy bearer header</source>
        <translation>Bearerヘッダーをコピー</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>期限: %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialDialog</name>
    <message>
        <source>Add credential set</source>
        <translation>資格情報セットを追加</translation>
    </message>
    <message>
        <source>Edit credential set</source>
        <translation>資格情報セットを編集</translation>
    </message>
    <message>
        <source>There is no provider file for “%1”, so this credential set can be neither used nor changed. Nothing of it is lost: put the file back and start Tokenwright again.</source>
        <translation>「%1」のプロバイダーファイルがないため、この資格情報セットは使用も変更もできません。内容は失われていません。ファイルを元に戻してから、Tokenwrightを再起動してください。</translation>
    </message>
    <message>
        <source>Save and &amp;mint</source>
        <translation>保存して取得(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Save and mint</source>
        <translation>保存して取得</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Leave empty to keep it unchanged</source>
        <translation>変更しない場合は空のまま</translation>
    </message>
    <message>
        <source>Saving to the keychain…</source>
        <translation>キーリングに保存しています…</translation>
    </message>
    <message>
        <source>Another token endpoint</source>
        <translation>別のトークンエンドポイント</translation>
    </message>
    <message>
        <source>It is not known which server the secret was saved for. Send it to %1 from now on?</source>
        <translation>シークレットがどのサーバー用に保存されたのかわかりません。今後は%1に送りますか？</translation>
    </message>
    <message>
        <source>The secret was saved for %1.
Send it to %2 from now on?</source>
        <translation>シークレットは%1用に保存されています。
今後は%2に送りますか？</translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation>そこに送る</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>It is being saved at this moment. If that fails, it is lost.</source>
        <translation>現在保存中です。保存に失敗すると失われます。</translation>
    </message>
    <message>
        <source>Saved. No token was minted.</source>
        <translation>保存しました。トークンは取得していません。</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>現在のトークンは無効になります</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>「%1」の新しいトークンを取得しますか？</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>新しく取得</translation>
    </message>
    <message>
        <source>Saved. Minting a token…</source>
        <translation>保存しました。トークンを取得中…</translation>
    </message>
    <message>
        <source>Saved. %1</source>
        <translation>保存しました。%1</translation>
    </message>
    <message>
        <source>Saved. Minting was stopped.</source>
        <translation>保存しました。取得は中止されました。</translation>
    </message>
    <message>
        <source>Saved, but no token was minted. %1</source>
        <translation>保存しましたが、トークンは取得できませんでした。%1</translation>
    </message>
    <message>
        <source>Saved. Minting a token… %1 s</source>
        <translation>保存しました。トークンを取得中… %1秒</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>キーリングからIDとシークレットの組を読み取っています…</translation>
    </message>
    <message>
        <source>The keychain holds no credentials for this credential set. Enter them again and save.</source>
        <translation>キーリングにこの資格情報セットのIDとシークレットの組がありません。もう一度入力して保存してください。</translation>
    </message>
    <message>
        <source>The credentials could not be read: %1 You can change the rest without them, or enter new ones.</source>
        <translation>IDとシークレットの組を読み取れませんでした: %1 組がなくてもほかの項目は変更できます。新しい組を入力することもできます。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialFields</name>
    <message>
        <source>name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>No provider has “%1” in its name; it is still %2.</source>
        <translation>名前に「%1」を含むプロバイダーはありません。%2のままです。</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>プロバイダー</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>環境</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>クライアントID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>クライアントシークレット</translation>
    </message>
    <message>
        <source>Token URL: %1</source>
        <translation>トークンURL: %1</translation>
    </message>
    <message>
        <source>From an issuer or API URL…</source>
        <translation>発行者またはAPIのURLから…</translation>
    </message>
    <message>
        <source>For others there is “%1”.</source>
        <translation>ほかには「%1」があります。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialRegistry</name>
    <message>
        <source>A credential set needs a name.</source>
        <translation>資格情報セットには名前が必要です。</translation>
    </message>
    <message>
        <source>There is a credential set named “%1” in this environment already.</source>
        <translation>この環境には「%1」という名前の資格情報セットがすでにあります。</translation>
    </message>
    <message>
        <source>A row of credential-sets.json cannot be read and is left as it is%1. %2</source>
        <translation>credential-sets.json の1行を読み取れないため、そのまま残しました%1。%2</translation>
    </message>
    <message>
        <source>: “%1”</source>
        <translation>: 「%1」</translation>
    </message>
    <message>
        <source>%1 is gone, although %2 knows tokens of its credential sets. Put it back; to begin anew without it, remove the other file as well.</source>
        <translation>%1がありませんが、%2にはその資格情報セットのトークンの記録があります。ファイルを元に戻してください。なしで始め直すには、もう一方のファイルも削除してください。</translation>
    </message>
    <message>
        <source>Another has the same “id”.</source>
        <translation>同じ「id」を持つものがほかにあります。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::CredentialTable</name>
    <message>
        <source>Credential sets</source>
        <translation>資格情報セット</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsHeader</name>
    <message>
        <source>Favourite</source>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>その他の操作</translation>
    </message>
    <message>
        <source>Take it from the favourites</source>
        <translation>お気に入りから外す</translation>
    </message>
    <message>
        <source>Put it among the favourites</source>
        <translation>お気に入りに追加</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>詳細を隠す</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>詳細を表示</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) selected</source>
        <translation>
            <numerusform>%n件の資格情報セットを選択中</numerusform>
        </translation>
    </message>
    <message>
        <source>shown: %1</source>
        <translation>表示中: %1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>資格情報セットが選択されていません。</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>期限: %1</translation>
    </message>
    <message>
        <source>expired at %1</source>
        <translation>%1に期限切れ</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>%1に発生</translation>
    </message>
    <message>
        <source>kept fresh</source>
        <translation>自動更新中</translation>
    </message>
    <message>
        <source>waiting for the keychain</source>
        <translation>キーリングを待っています</translation>
    </message>
    <message>
        <source>waiting for other requests to end</source>
        <translation>ほかのリクエストの終了を待っています</translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>%1を待っています</translation>
    </message>
    <message>
        <source>minting… %1 s · %2</source>
        <translation>取得中… %1秒 · %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DiscoveryDialog</name>
    <message>
        <source>Find a server</source>
        <translation>サーバーを検索</translation>
    </message>
    <message>
        <source>Issuer, API or MCP URL</source>
        <translation>発行者、API、MCPのURL</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>検索(&amp;F)</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Token URL</source>
        <translation>トークンURL</translation>
    </message>
    <message>
        <source>Revocation URL</source>
        <translation>失効URL</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>クライアント認証</translation>
    </message>
    <message>
        <source>Algorithms</source>
        <translation>アルゴリズム</translation>
    </message>
    <message>
        <source>Found in</source>
        <translation>検出元</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>スコープ</translation>
    </message>
    <message>
        <source>&amp;Use these</source>
        <translation>これらを使用(&amp;U)</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>これらを使用</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Enter the URL of an issuer, of an API or of an MCP server.</source>
        <translation>発行者、API、またはMCPサーバーのURLを入力してください。</translation>
    </message>
    <message>
        <source>It was stopped before anything was found.</source>
        <translation>何も見つからないうちに中止されました。</translation>
    </message>
    <message>
        <source>The server takes clients by %1 alone, none of which is known here.</source>
        <translation>サーバーが受け付けるクライアント認証は%1だけで、どれもここでは扱えません。</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1に問い合わせています…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::DurationSpinBox</name>
    <message>
        <source>%1 s</source>
        <translation>%1秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1分</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1分%2秒</translation>
    </message>
</context>
<context>
    <name>Tokenwright::EmptyState</name>
    <message>
        <source>Copy a valid token with one click</source>
        <translation>有効なトークンをワンクリックでコピー</translation>
    </message>
    <message>
        <source>Keep the key and secret that a provider gave you in your keychain; the token is minted when you need it.</source>
        <translation>プロバイダーから受け取ったIDとシークレットをキーリングに保存しておけば、必要なときにトークンが取得されます。</translation>
    </message>
    <message>
        <source>or drop a .env or Postman file here, or paste a curl command (Ctrl+V)</source>
        <translation>または .env やPostmanのファイルをここにドロップするか、curlコマンドを貼り付けてください（Ctrl+V）</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ExpiryNotices</name>
    <message>
        <source>Token renewed</source>
        <translation>トークンを更新しました</translation>
    </message>
    <message>
        <source>Token not renewed</source>
        <translation>トークンを更新できませんでした</translation>
    </message>
    <message>
        <source>The token of %1 could not be renewed: %2</source>
        <translation>%1のトークンを更新できませんでした: %2</translation>
    </message>
    <message>
        <source>Token about to expire</source>
        <translation>トークンがまもなく期限切れ</translation>
    </message>
    <message>
        <source>The token of %1 expires in %2.</source>
        <translation>%1のトークンはあと%2で期限切れになります。</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Token expired</source>
        <translation>トークンが期限切れ</translation>
    </message>
    <message>
        <source>The token of %1 has expired.</source>
        <translation>%1のトークンが期限切れになりました。</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired</source>
        <translation>
            <numerusform>%n件のトークンが期限切れになりました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) have expired or are about to</source>
        <translation>
            <numerusform>%n件のトークンが期限切れか、まもなく期限切れになります</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 ほか%n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) could not be renewed</source>
        <translation>
            <numerusform>%n件のトークンを更新できませんでした</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::FailureBlock</name>
    <message>
        <source>Edit credential set</source>
        <translation>資格情報セットを編集</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Retry with the base scope alone…</source>
        <translation>基本スコープだけで再試行…</translation>
    </message>
    <message>
        <source>Confirm the new endpoint…</source>
        <translation>新しいエンドポイントを承認…</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>詳細をコピー</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Copy what a support ticket needs, without secrets and without the token</source>
        <translation>サポート問い合わせに必要な情報を、シークレットとトークンを除いてコピーします</translation>
    </message>
    <message>
        <source>Clear now</source>
        <translation>今すぐ消去</translation>
    </message>
    <message>
        <source>What it answered</source>
        <translation>応答の内容</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>コピーしませんでした。クリップボードには%1が残っています。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
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
        <translation>QTKEYCHAIN_BACKEND による指定</translation>
    </message>
    <message>
        <source>The library libgnome-keyring is not installed.</source>
        <translation>ライブラリlibgnome-keyringがインストールされていません。</translation>
    </message>
    <message>
        <source>Qt runs without GLib&apos;s event loop (QT_NO_GLIB), which libsecret needs.</source>
        <translation>QtがGLibのイベントループなしで動作しています（QT_NO_GLIB）。libsecretにはこれが必要です。</translation>
    </message>
    <message>
        <source>The library libsecret-1 is not installed.</source>
        <translation>ライブラリlibsecret-1がインストールされていません。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::GlobalKey</name>
    <message>
        <source>Search for a token to copy</source>
        <translation>コピーするトークンを検索</translation>
    </message>
    <message>
        <source>The key that you chose</source>
        <translation>選択したキー</translation>
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
        <translation>ヘッダーの名前または値がHTTPで許されないものです。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportChoice</name>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>P&amp;rovider</source>
        <translation>プロバイダー(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Environment</source>
        <translation>環境(&amp;E)</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>クライアントID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>クライアントシークレット</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDelegate</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportDialog</name>
    <message>
        <source>Import credential sets</source>
        <translation>資格情報セットをインポート</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>インポートするファイル</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n credential set(s).</source>
        <translation>
            <numerusform>%n件の資格情報セットをインポートしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>ファイルを選択(&amp;F)…</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>ファイルを選択</translation>
    </message>
    <message>
        <source>Reads: %1.</source>
        <translation>読み取れるもの: %1。</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>貼り付け(&amp;P)</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Read what is on the clipboard, a curl command for example</source>
        <translation>curlコマンドなど、クリップボードの内容を読み取ります</translation>
    </message>
    <message>
        <source>Nothing is kept before you press Import.</source>
        <translation>［インポート］を押すまで何も保存されません。</translation>
    </message>
    <message>
        <source>Nothing to import yet. Choose files, drop them here, or paste a curl command.</source>
        <translation>インポートするものがまだありません。ファイルを選択するか、ここにドロップするか、curlコマンドを貼り付けてください。</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>インポート(&amp;I)</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>クリップボード</translation>
    </message>
    <message>
        <source>clipboard (%1)</source>
        <translation>クリップボード（%1）</translation>
    </message>
    <message>
        <source>The clipboard</source>
        <translation>クリップボード</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Looking for them in the keychain…</source>
        <translation>キーリングを調べています…</translation>
    </message>
    <message>
        <source>Whether some of them are there already could not be seen. %1</source>
        <translation>すでにあるものがあるかどうかを確認できませんでした。%1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>もう一度試す(&amp;T)</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n credential set(s)</source>
        <translation>
            <numerusform>%n件の資格情報セットをインポート(&amp;I)</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Writing to the keychain…</source>
        <translation>キーリングに書き込んでいます…</translation>
    </message>
    <message>
        <source>Not everything could be added; the list says why.</source>
        <translation>追加できなかったものがあります。理由は一覧に表示されています。</translation>
    </message>
    <message>
        <source>Stopping after the one under way…</source>
        <translation>処理中のものが終わったら中止します…</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>インポートをキャンセル</translation>
    </message>
    <message>
        <source>Leave without importing?</source>
        <translation>インポートせずに閉じますか？</translation>
    </message>
    <message>
        <source>The names you have given are forgotten.</source>
        <translation>付けた名前は失われます。</translation>
    </message>
    <message>
        <source>What you have typed is forgotten.</source>
        <translation>入力した内容は失われます。</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Collections, environments and key files</source>
        <translation>コレクション、環境、鍵ファイル</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportList</name>
    <message>
        <source>What would be imported</source>
        <translation>インポートされる内容</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>名前を変更(&amp;N)</translation>
    </message>
    <message>
        <source>Choose &amp;provider and environment</source>
        <translation>プロバイダーと環境を選択(&amp;P)</translation>
    </message>
    <message>
        <source>Tick &amp;all</source>
        <translation>すべて選択(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Untick all</source>
        <translation>すべての選択を解除(&amp;U)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ImportModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>追加しました</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>追加できませんでした</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>除外されます</translation>
    </message>
    <message>
        <source>Will be added</source>
        <translation>追加されます</translation>
    </message>
    <message>
        <source>Will be added under another name</source>
        <translation>別の名前で追加されます</translation>
    </message>
    <message>
        <source>Is there already</source>
        <translation>すでにあります</translation>
    </message>
    <message>
        <source>For which environment?</source>
        <translation>どの環境用ですか？</translation>
    </message>
    <message>
        <source>Where is its token had?</source>
        <translation>トークンの取得先はどこですか？</translation>
    </message>
    <message>
        <source>Cannot be imported</source>
        <translation>インポートできません</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>secret goes to %1</source>
        <translation>シークレットの送信先: %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>読み込み元: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The secret goes to %1</source>
        <translation>シークレットは%1に送られます</translation>
    </message>
    <message>
        <source>Client ID: %1</source>
        <translation>クライアントID: %1</translation>
    </message>
    <message>
        <source>From %1, %2</source>
        <translation>読み込み元: %1、%2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Secret goes to</source>
        <translation>シークレットの送信先</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>処理</translation>
    </message>
    <message>
        <source>Scopes: %1</source>
        <translation>スコープ: %1</translation>
    </message>
    <message>
        <source>Will be added without its credentials</source>
        <translation>IDとシークレットの組なしで追加されます</translation>
    </message>
    <message>
        <source>Whose credentials are these?</source>
        <translation>どのプロバイダーの組ですか？</translation>
    </message>
</context>
<context>
    <name>Tokenwright::JsonFile</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1を読み取れません: %2</translation>
    </message>
    <message>
        <source>%1 was there and is gone. What it held is still known.</source>
        <translation>%1がなくなりました。内容はまだ保持しています。</translation>
    </message>
    <message>
        <source>it holds no JSON object</source>
        <translation>JSONオブジェクトが含まれていません</translation>
    </message>
    <message>
        <source>%1 at byte %2</source>
        <translation>%2バイト目: %1</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It is begun anew when it is written next, and the damaged one kept beside it.</source>
        <translation>%1が壊れています（%2）。次に書き込むときに新しく作り直し、壊れたファイルは隣に残します。</translation>
    </message>
    <message>
        <source>%1 is damaged (%2). It was left as it is; mend or remove it.</source>
        <translation>%1が壊れています（%2）。そのまま残しました。修正するか、削除してください。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1に書き込めません: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KWallet</name>
    <message>
        <source>KDE&apos;s wallet answers</source>
        <translation>KDEウォレットが応答するため</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>セッションバス（D-Bus）がありません。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KernelSecretStore</name>
    <message>
        <source>Only Linux has a keyring of the kernel&apos;s.</source>
        <translation>カーネルのキーリングがあるのはLinuxだけです。</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, which this system does not have</source>
        <translation>カーネルのキーリング（このシステムにはありません）</translation>
    </message>
    <message>
        <source>the preferences say so</source>
        <translation>設定による指定</translation>
    </message>
    <message>
        <source>The kernel&apos;s room for keys of one user is used up (%1 keys, %2 bytes). Remove a credential set or a token, or raise kernel.keys.maxkeys and kernel.keys.maxbytes with sysctl.</source>
        <translation>カーネルの、1ユーザーあたりの鍵の容量がいっぱいです（%1個、%2バイト）。資格情報セットまたはトークンを削除するか、sysctlでkernel.keys.maxkeysとkernel.keys.maxbytesを増やしてください。</translation>
    </message>
    <message>
        <source>The kernel&apos;s keyring takes no value of this length.</source>
        <translation>カーネルのキーリングはこの長さの値を受け付けません。</translation>
    </message>
    <message>
        <source>The kernel refuses its keyring here: %1.</source>
        <translation>ここではカーネルがキーリングの使用を拒否します: %1。</translation>
    </message>
    <message>
        <source>the kernel&apos;s keyring, until the machine is started again</source>
        <translation>カーネルのキーリング（コンピューターを再起動するまで）</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainJobs</name>
    <message numerus="yes">
        <source>No answer within %n second(s).</source>
        <translation>
            <numerusform>%n秒以内に応答がありませんでした。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is still busy with an earlier request. Nothing was asked of it now.</source>
        <translation>前の要求をまだ処理しています。今回は何も要求していません。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::KeychainSecretStore</name>
    <message>
        <source>An empty secret cannot be kept.</source>
        <translation>空のシークレットは保存できません。</translation>
    </message>
    <message>
        <source>The keychain reported success, but does not hold what was written.</source>
        <translation>キーリングは成功を報告しましたが、書き込んだ内容がありません。</translation>
    </message>
    <message>
        <source>The keychain reported success, but still holds what was removed.</source>
        <translation>キーリングは成功を報告しましたが、削除したものがまだ残っています。</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>キーリングがロックされています。</translation>
    </message>
    <message>
        <source>The keychain may have to ask whether this program may use it.</source>
        <translation>キーリングが、このプログラムに使用を許可するかどうかを尋ねる必要があるのかもしれません。</translation>
    </message>
    <message>
        <source>There is no default keyring yet.</source>
        <translation>既定のキーリングがまだありません。</translation>
    </message>
    <message>
        <source>It was locked before the change could be checked.</source>
        <translation>変更を確認する前にロックされました。</translation>
    </message>
    <message>
        <source>The keychain may still be asking somebody.</source>
        <translation>キーリングが確認の返答をまだ待っている可能性があります。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::LifetimeLine</name>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MainToolBar</name>
    <message>
        <source>Main</source>
        <translation>メイン</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>メニュー</translation>
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
        <translation>メニュー</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>リクエスト</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>クレーム</translation>
    </message>
    <message>
        <source>Nothing copied; the clipboard still holds %1.</source>
        <translation>コピーしませんでした。クリップボードには%1が残っています。</translation>
    </message>
    <message>
        <source>Cancelled “%1”.</source>
        <translation>「%1」をキャンセルしました。</translation>
    </message>
    <message>
        <source>%1 (“%2”).</source>
        <translation>%1（「%2」）。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::MessageBar</name>
    <message>
        <source>No keychain service answers on this computer. Secrets that you enter now are kept in memory and are gone when you quit. Install and start gnome-keyring or KWallet to keep them.</source>
        <translation>このコンピューターではキーリングサービスが応答しません。今入力したシークレットはメモリーに保存され、終了すると失われます。保存するには、gnome-keyringまたはKWalletをインストールして起動してください。</translation>
    </message>
    <message>
        <source>A clipboard manager put back the secret that had been cleared: it keeps a history and does not heed what is marked as secret. Remove it there, or turn the history off.</source>
        <translation>消去した機密情報を、クリップボードマネージャーが元に戻しました。このマネージャーは履歴を残し、機密の印を無視します。マネージャー側で削除するか、履歴をオフにしてください。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>ファイルを開く</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>“%1”: do not quit now. %2</source>
        <translation>「%1」: 今は終了しないでください。%2</translation>
    </message>
    <message>
        <source>The provider file %1 was skipped: %2.</source>
        <translation>プロバイダーファイル%1をスキップしました: %2。</translation>
    </message>
    <message>
        <source>Open provider file</source>
        <translation>プロバイダーファイルを開く</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
    <message numerus="yes">
        <source>%n more; dismiss one to see the next.</source>
        <translation>
            <numerusform>ほか%n件。閉じると次が表示されます。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tokenwright::MoreOptions</name>
    <message>
        <source>orders, team-a</source>
        <translation>注文, チームA</translation>
    </message>
    <message>
        <source>Kept in a plain file, as the tags are: no secrets here.</source>
        <translation>タグと同じく平文のファイルに保存されます。機密情報は書かないでください。</translation>
    </message>
    <message>
        <source>As in the preferences</source>
        <translation>設定のとおり</translation>
    </message>
    <message>
        <source>A token with less left than this is not used again.</source>
        <translation>残り時間がこれより短いトークンは再利用しません。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>One “name=value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>1行に1つ「name=value」の形で入力します。名前からみて機密のものはキーリングに、それ以外は平文のファイルに保存されます。</translation>
    </message>
    <message>
        <source>One “Name: value” per line. Secrets, as their names say, go to the keychain, the rest to a plain file.</source>
        <translation>1行に1つ「Name: value」の形で入力します。名前からみて機密のものはキーリングに、それ以外は平文のファイルに保存されます。</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>その他のオプション</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>シークレットの有効期限</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>クライアント認証</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>鍵ID</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>アルゴリズム</translation>
    </message>
    <message>
        <source>Assertion audience</source>
        <translation>アサーションの対象（aud）</translation>
    </message>
    <message>
        <source>Extra parameters</source>
        <translation>追加のパラメーター</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>追加のヘッダー</translation>
    </message>
    <message>
        <source>Do not reuse below</source>
        <translation>再利用する最短の残り時間</translation>
    </message>
    <message>
        <source>Request preview</source>
        <translation>リクエストのプレビュー</translation>
    </message>
    <message>
        <source>As the provider says (%1)</source>
        <translation>プロバイダーの指定（%1）</translation>
    </message>
    <message>
        <source>As usual (%1)</source>
        <translation>通常のとおり（%1）</translation>
    </message>
    <message>
        <source>As the key is</source>
        <translation>鍵に応じて</translation>
    </message>
    <message>
        <source>the token URL</source>
        <translation>トークンURL</translation>
    </message>
    <message>
        <source>That is the day of the secret before. Enter the new one&apos;s, or none.</source>
        <translation>これは前のシークレットの日付です。新しいシークレットの日付を入力するか、空にしてください。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NoMatch</name>
    <message>
        <source>There are no favourites yet.</source>
        <translation>お気に入りはまだありません。</translation>
    </message>
    <message>
        <source>No credential set is for production.</source>
        <translation>本番用の資格情報セットはありません。</translation>
    </message>
    <message>
        <source>No credential set is for a sandbox.</source>
        <translation>サンドボックス用の資格情報セットはありません。</translation>
    </message>
    <message>
        <source>Nothing needs attention.</source>
        <translation>対応が必要なものはありません。</translation>
    </message>
    <message>
        <source>No credential set under this filter matches “%1”.</source>
        <translation>このフィルターに、「%1」に一致する資格情報セットはありません。</translation>
    </message>
    <message>
        <source>No credential set matches “%1”.</source>
        <translation>「%1」に一致する資格情報セットはありません。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>検索をクリア</translation>
    </message>
    <message>
        <source>After “is:” can stand: %1.</source>
        <translation>「is:」の後に使える語: %1。</translation>
    </message>
    <message>
        <source>After “env:” can stand: %1, or the name of an environment.</source>
        <translation>「env:」の後に使える語: %1、または環境の名前。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::NotesPage</name>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Whom to ask, what it is for, when it is renewed. Kept in a plain file: no secrets.</source>
        <translation>誰に聞くか、何に使うか、いつ更新するか。平文のファイルに保存されます。機密情報は書かないでください。</translation>
    </message>
    <message>
        <source>shop, Europe</source>
        <translation>ショップ, ヨーロッパ</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>タグ(&amp;T)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Not stored yet: %1</source>
        <translation>まだ保存されていません: %1</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存しました</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PairFields</name>
    <message>
        <source>Asked for once: the keychain keeps the key without it.</source>
        <translation>入力を求めるのは一度だけです。キーリングには保護を外した鍵が保存されます。</translation>
    </message>
    <message>
        <source>Get these at %1</source>
        <translation>取得先: %1</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>秘密鍵</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>鍵のパスフレーズ</translation>
    </message>
    <message>
        <source>Certificate (PEM)</source>
        <translation>証明書（PEM）</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%2の%1</translation>
    </message>
    <message>
        <source>PEM or JWK</source>
        <translation>PEMまたはJWK</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Palette</name>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>The token of %1 is ready. Enter copies it.</source>
        <translation>%1のトークンの準備ができました。Enterでコピーします。</translation>
    </message>
    <message>
        <source>Cancelled %1.</source>
        <translation>%1をキャンセルしました。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Enter copies · Ctrl+Enter mints · Esc closes</source>
        <translation>Enterでコピー · Ctrl+Enterで取得 · Escで閉じる</translation>
    </message>
    <message>
        <source>Getting a token for %1… · Esc cancels</source>
        <translation>%1のトークンを取得中… · Escでキャンセル</translation>
    </message>
    <message>
        <source>Getting a token for %1… %2 s · Esc cancels</source>
        <translation>%1のトークンを取得中… %2秒 · Escでキャンセル</translation>
    </message>
    <message>
        <source>There are no credential sets yet.</source>
        <translation>資格情報セットはまだありません。</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>「%1」に一致するものはありません。</translation>
    </message>
    <message>
        <source>Credential sets</source>
        <translation>資格情報セット</translation>
    </message>
    <message>
        <source>&amp;Open Tokenwright</source>
        <translation>Tokenwrightを開く(&amp;O)</translation>
    </message>
    <message>
        <source>Open Tokenwright</source>
        <translation>Tokenwrightを開く</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PemField</name>
    <message>
        <source>Browse…</source>
        <translation>参照…</translation>
    </message>
    <message>
        <source>Choose a PEM or JWK file</source>
        <translation>PEMまたはJWKファイルを選択</translation>
    </message>
    <message>
        <source>Choose a PEM file</source>
        <translation>PEMファイルを選択</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key *.p8 *.jwk *.json)</source>
        <translation>鍵 (*.pem *.key *.p8 *.jwk *.json)</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.key *.crt *.cer)</source>
        <translation>PEMファイル (*.pem *.key *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1を読み取れません: %2。</translation>
    </message>
    <message>
        <source>%1 is neither PEM (-----BEGIN …-----) nor a JWK.</source>
        <translation>%1はPEM（-----BEGIN …-----）でもJWKでもありません。</translation>
    </message>
    <message>
        <source>%1 is no PEM file (-----BEGIN …-----).</source>
        <translation>%1はPEMファイル（-----BEGIN …-----）ではありません。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PlatformKeychainService</name>
    <message>
        <source>macOS Keychain</source>
        <translation>macOSキーチェーン</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>このシステムのキーリング</translation>
    </message>
</context>
<context>
    <name>Tokenwright::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>キャンセル(&amp;A)</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>never, until quit</source>
        <translation>しない（終了時まで）</translation>
    </message>
    <message>
        <source>Clear the clipboard after</source>
        <translation>クリップボードを消去するまでの時間</translation>
    </message>
    <message>
        <source>Ask before copying production tokens</source>
        <translation>本番のトークンをコピーする前に確認する</translation>
    </message>
    <message>
        <source>Ask before a script gets production tokens</source>
        <translation>スクリプトに本番のトークンを渡す前に確認する</translation>
    </message>
    <message>
        <source>Do not reuse a token with less left than</source>
        <translation>再利用する最短の残り時間</translation>
    </message>
    <message>
        <source>Tell when a copied token is about to expire</source>
        <translation>コピーしたトークンがまもなく期限切れになるときに知らせる</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>ゆったり</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>コンパクト</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>一覧の行</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>システムの設定に従う</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>ウィンドウを閉じてもシステムトレイで動作を続ける</translation>
    </message>
    <message>
        <source>On a desktop without a tray, closing the window quits.</source>
        <translation>システムトレイのないデスクトップでは、ウィンドウを閉じると終了します。</translation>
    </message>
    <message>
        <source>Search for a token from anywhere with Meta+Shift+B</source>
        <translation>Meta+Shift+Bでどこからでもトークンを検索する</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>They hold until you quit. Make room on the disk and save once more.</source>
        <translation>設定は終了するまで有効です。ディスクの空きを増やしてから、もう一度保存してください。</translation>
    </message>
    <message>
        <source>The language changes when Tokenwright is started again.</source>
        <translation>言語はTokenwrightを再起動すると変わります。</translation>
    </message>
    <message>
        <source>Usual format of “Copy as…”</source>
        <translation>「形式を選んでコピー…」のいつもの形式</translation>
    </message>
    <message>
        <source>Scripts and assistants use the command line without a terminal. While this window is closed they get none.</source>
        <translation>スクリプトやアシスタントは端末なしでコマンドラインを使います。このウィンドウが閉じている間は渡されません。</translation>
    </message>
    <message>
        <source>Your desktop may ask you for another key. Where it has none to give, let a shortcut of its own run “tokenwright --palette”.</source>
        <translation>デスクトップから別のキーを選ぶよう求められることがあります。キーを割り当てられないデスクトップでは、そのショートカット設定で「tokenwright --palette」を実行させてください。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderBox</name>
    <message>
        <source>Type to find a provider</source>
        <translation>入力してプロバイダーを検索</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderDelegate</name>
    <message>
        <source>yours</source>
        <translation>自作</translation>
    </message>
    <message>
        <source>yours, %1</source>
        <translation>自作、%1</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ProviderList</name>
    <message>
        <source>skipped: %1</source>
        <translation>スキップ: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>自作</translation>
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
        <translation>プロバイダー</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Words from name, id, environments and URLs (Ctrl+F)</source>
        <translation>名前、ID、環境、URLに含まれる語（Ctrl+F）</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>プロバイダー</translation>
    </message>
    <message>
        <source>&amp;Add a credential set for this…</source>
        <translation>これを使う資格情報セットを追加(&amp;A)…</translation>
    </message>
    <message>
        <source>Add a credential set for this…</source>
        <translation>これを使う資格情報セットを追加…</translation>
    </message>
    <message>
        <source>Cop&amp;y this preset to my providers</source>
        <translation>このプリセットを自作プロバイダーにコピー(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy this preset to my providers</source>
        <translation>このプリセットを自作プロバイダーにコピー</translation>
    </message>
    <message>
        <source>Makes a file of your own to start from and opens it</source>
        <translation>元になる自分用のファイルを作成して開きます</translation>
    </message>
    <message>
        <source>&amp;Open my providers&apos; folder</source>
        <translation>自作プロバイダーのフォルダーを開く(&amp;O)</translation>
    </message>
    <message>
        <source>Open my providers&apos; folder</source>
        <translation>自作プロバイダーのフォルダーを開く</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>No provider has these words. Clear the filter to see all.</source>
        <translation>これらの語を含むプロバイダーはありません。フィルターをクリアするとすべて表示されます。</translation>
    </message>
    <message>
        <source>Copied to %1. Edit it: Tokenwright reads it again whenever it is saved. With the id “%2” it takes the place of the one it was copied from.</source>
        <translation>%1にコピーしました。編集してください。保存するたびにTokenwrightが読み込み直します。IDを「%2」にすると、コピー元と置き換わります。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestLog</name>
    <message>
        <source>A request could not be added to %1: %2</source>
        <translation>%1にリクエストを追加できませんでした: %2</translation>
    </message>
    <message>
        <source>another program holds its lock</source>
        <translation>別のプログラムがロックしています</translation>
    </message>
    <message>
        <source>%1 cannot be cut back: %2</source>
        <translation>%1を短くできません: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1を読み取れません: %2</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsModel</name>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>%1, %2, HTTP status %3, %4, asked for by %5</source>
        <translation>%1、%2、HTTPステータス %3、%4、要求元 %5</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>要求元</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RequestsPage</name>
    <message>
        <source>Copy &amp;details</source>
        <translation>詳細をコピー(&amp;D)</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>リクエスト</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>エンドポイント</translation>
    </message>
    <message>
        <source>Client authentication</source>
        <translation>クライアント認証</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Request IDs</source>
        <translation>リクエストID</translation>
    </message>
    <message>
        <source>For a ticket at the provider: neither a secret nor a token is in it.</source>
        <translation>プロバイダーへの問い合わせ用です。シークレットもトークンも含まれません。</translation>
    </message>
    <message>
        <source>No credential set is selected.</source>
        <translation>資格情報セットが選択されていません。</translation>
    </message>
    <message>
        <source>No request for this credential set is known.</source>
        <translation>この資格情報セットのリクエストは記録されていません。</translation>
    </message>
    <message>
        <source>Copied the details of the request of %1.</source>
        <translation>%1のリクエストの詳細をコピーしました。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::RotateDialog</name>
    <message>
        <source>Rotate secret</source>
        <translation>シークレットを入れ替え</translation>
    </message>
    <message>
        <source>It was accepted. Saving to the keychain…</source>
        <translation>受け付けられました。キーリングに保存しています…</translation>
    </message>
    <message>
        <source>The new secret is tried first: only when %1 has given a token for it does it take the place of the old one.</source>
        <translation>新しいシークレットを先に試します。%1がそれでトークンを発行した場合にだけ、古いシークレットと入れ替えます。</translation>
    </message>
    <message>
        <source>The new one</source>
        <translation>新しいシークレット</translation>
    </message>
    <message>
        <source>Secret expires</source>
        <translation>シークレットの有効期限</translation>
    </message>
    <message>
        <source>Keep the old secret at hand</source>
        <translation>古いシークレットを手元に残す</translation>
    </message>
    <message>
        <source>In the keychain, beside the new one, for as long as the provider takes both. Nothing is sent with it.</source>
        <translation>プロバイダーが両方を受け付ける間、新しいものと並べてキーリングに残します。送信には使いません。</translation>
    </message>
    <message>
        <source>An earlier secret is still kept beside the present one.</source>
        <translation>現在のシークレットと並べて、以前のシークレットがまだ残っています。</translation>
    </message>
    <message>
        <source>Forget the old secret</source>
        <translation>古いシークレットを破棄</translation>
    </message>
    <message>
        <source>Try and &amp;replace</source>
        <translation>試して入れ替え(&amp;R)</translation>
    </message>
    <message>
        <source>Try and replace</source>
        <translation>試して入れ替え</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Edit the credential set and agree to it first.</source>
        <translation>先に資格情報セットを編集し、送信先の変更に同意してください。</translation>
    </message>
    <message>
        <source>Trying the new secret…</source>
        <translation>新しいシークレットを試しています…</translation>
    </message>
    <message>
        <source>It was not tried to the end.</source>
        <translation>最後まで試せませんでした。</translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <translation>何も変更していません。%1</translation>
    </message>
    <message>
        <source>Forget the secret that “%1” had before?</source>
        <translation>「%1」の以前のシークレットを破棄しますか？</translation>
    </message>
    <message>
        <source>It is deleted from the keychain. The present one stays.</source>
        <translation>キーリングから削除されます。現在のシークレットは残ります。</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Deleting it from the keychain…</source>
        <translation>キーリングから削除しています…</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>何も変更していません。</translation>
    </message>
    <message>
        <source>Reading the credentials from the keychain…</source>
        <translation>キーリングからIDとシークレットの組を読み取っています…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SandboxKeychain</name>
    <message>
        <source>the sandbox&apos;s keyring (Secret portal)</source>
        <translation>サンドボックスのキーリング（Secretポータル）</translation>
    </message>
    <message>
        <source>the program runs in a sandbox</source>
        <translation>プログラムがサンドボックス内で動作しているため</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopePicker</name>
    <message>
        <source>Choose scopes</source>
        <translation>スコープを選択</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>OK(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>スコープ</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>%1 (default)</source>
        <translation>%1（既定）</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>%2個中%1個を選択</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ScopesField</name>
    <message>
        <source>One per line</source>
        <translation>1行に1つ</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>スコープ</translation>
    </message>
    <message>
        <source>Choose scopes…</source>
        <translation>スコープを選択…</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SearchField</name>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Search (Ctrl+F), Enter copies</source>
        <translation>検索（Ctrl+F）、Enterでコピー</translation>
    </message>
    <message>
        <source>Enter copies the header of the set that is found, Ctrl+Enter mints.
Several words narrow it down; “two words” in quotation marks are one.
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</source>
        <translation>Enterで見つかったセットのヘッダーをコピーし、Ctrl+Enterでトークンを取得します。
複数の語で絞り込めます。引用符で囲んだ「2つの 語」は1つの語とみなします。
is:failed, is:expiring, is:expired, is:valid, is:favourite
env:production, provider:ebay, tag:billing</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretNotices</name>
    <message>
        <source>Secret expired</source>
        <translation>シークレットが期限切れ</translation>
    </message>
    <message>
        <source>Secret about to expire</source>
        <translation>シークレットがまもなく期限切れ</translation>
    </message>
    <message>
        <source>The secret of %1 has expired.</source>
        <translation>%1のシークレットが期限切れになりました。</translation>
    </message>
    <message>
        <source>The secret of %1 expires %2.</source>
        <translation>%1のシークレットの期限は%2です。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>%1 secrets have expired or are about to</source>
        <translation>%1件のシークレットが期限切れか、まもなく期限切れになります</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 ほか%2件</translation>
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
        <translation>このセッションのSecret Service</translation>
    </message>
    <message>
        <source>There is no session bus (D-Bus).</source>
        <translation>セッションバス（D-Bus）がありません。</translation>
    </message>
    <message>
        <source>Default keyring</source>
        <translation>既定のキーリング</translation>
    </message>
    <message>
        <source>It is still locked after the prompt.</source>
        <translation>ロック解除の確認の後もロックされたままです。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SecretServicePrompt</name>
    <message>
        <source>The keychain&apos;s service ended during the prompt.</source>
        <translation>ロック解除の確認中にキーリングのサービスが終了しました。</translation>
    </message>
    <message>
        <source>The unlock prompt was dismissed, or could not be shown.</source>
        <translation>ロック解除の確認が閉じられたか、表示できませんでした。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SessionSecretStore</name>
    <message>
        <source>memory, until you quit</source>
        <translation>メモリー（終了するまで）</translation>
    </message>
    <message>
        <source>no keychain answers</source>
        <translation>応答するキーリングがないため</translation>
    </message>
</context>
<context>
    <name>Tokenwright::SetActions</name>
    <message>
        <source>The token lives %1.</source>
        <translation>トークンの有効期間は%1です。</translation>
    </message>
    <message>
        <source>The provider did not say how long the token lives.</source>
        <translation>プロバイダーはトークンの有効期間を示しませんでした。</translation>
    </message>
    <message>
        <source>%1 The keychain would not hold it: it is gone when you quit.</source>
        <translation>%1 キーリングに保存できなかったため、終了すると失われます。</translation>
    </message>
    <message>
        <source>%1 has its new secret.</source>
        <translation>%1に新しいシークレットを設定しました。</translation>
    </message>
    <message>
        <source>The old secret of %1 is forgotten.</source>
        <translation>%1の古いシークレットを破棄しました。</translation>
    </message>
    <message>
        <source>%1 has no other environment.</source>
        <translation>%1にほかの環境はありません。</translation>
    </message>
    <message>
        <source>Saved “%1”.</source>
        <translation>「%1」を保存しました。</translation>
    </message>
    <message>
        <source>Duplicating “%1”…</source>
        <translation>「%1」を複製しています…</translation>
    </message>
    <message>
        <source>Duplicated. A refresh token belongs to one credential set alone: edit the copy and enter one for it.</source>
        <translation>複製しました。リフレッシュトークンは1つの資格情報セットだけのものです。コピーを編集して、リフレッシュトークンを入力してください。</translation>
    </message>
    <message>
        <source>“%1” is a favourite.</source>
        <translation>「%1」をお気に入りに追加しました。</translation>
    </message>
    <message>
        <source>“%1” is no favourite any more.</source>
        <translation>「%1」をお気に入りから外しました。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove credential sets</source>
        <translation>資格情報セットを削除</translation>
    </message>
    <message numerus="yes">
        <source>Remove these %n credential set(s)?</source>
        <translation>
            <numerusform>これら%n件の資格情報セットを削除しますか？</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>%1を削除しました。</translation>
    </message>
    <message numerus="yes">
        <source>Removed %n credential set(s).</source>
        <translation>
            <numerusform>%n件の資格情報セットを削除しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is there again.</source>
        <translation>%1を元に戻しました。</translation>
    </message>
    <message>
        <source>%1 was removed; the keychain holds nothing of it.</source>
        <translation>%1は削除され、キーリングにはその内容がありません。</translation>
    </message>
    <message>
        <source>Nothing that can be imported is on the clipboard, such as a curl command or the lines of a .env file.</source>
        <translation>curlコマンドや .env ファイルの行など、インポートできるものがクリップボードにありません。</translation>
    </message>
    <message numerus="yes">
        <source>Export %n credential set(s) without secrets</source>
        <translation>
            <numerusform>%n件の資格情報セットをシークレットなしでエクスポート</numerusform>
        </translation>
    </message>
    <message>
        <source>Templates of .env files, names alone (*.env *.example)</source>
        <translation>.env ファイルのテンプレート、名前のみ (*.env *.example)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSONファイル (*.json)</translation>
    </message>
    <message>
        <source>Exported the credential sets to %1, without their secrets.</source>
        <translation>資格情報セットを、シークレットを除いて%1にエクスポートしました。</translation>
    </message>
    <message>
        <source>%1 was not written. %2</source>
        <translation>%1に書き込めませんでした。%2</translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) are there again.</source>
        <translation>
            <numerusform>%n件の資格情報セットを元に戻しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n credential set(s) were removed; the keychain holds nothing of them.</source>
        <translation>
            <numerusform>%n件の資格情報セットは削除され、キーリングにはその内容がありません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicated. The copy shares the credentials and no token.</source>
        <translation>複製しました。コピーはIDとシークレットの組を共有し、トークンは共有しません。</translation>
    </message>
    <message>
        <source>Their credentials and tokens are deleted from the keychain. For ten seconds they can be had back.</source>
        <translation>IDとシークレットの組、およびトークンがキーリングから削除されます。10秒間は元に戻せます。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>In the search: copy the bearer header of the selected set</source>
        <translation>検索: 選択中のセットのBearerヘッダーをコピー</translation>
    </message>
    <message>
        <source>In the search: mint a token</source>
        <translation>検索: トークンを取得</translation>
    </message>
    <message>
        <source>In the search: go to the list</source>
        <translation>検索: 一覧に移動</translation>
    </message>
    <message>
        <source>In the search: clear it, then go to the list</source>
        <translation>検索: クリアしてから一覧に移動</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
</context>
<context>
    <name>Tokenwright::StatusLine</name>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>The clipboard was cleared.</source>
        <translation>クリップボードを消去しました。</translation>
    </message>
    <message>
        <source>The desktop did not let the clipboard be cleared; it is tried again when this window is active.</source>
        <translation>デスクトップがクリップボードの消去を許しませんでした。このウィンドウがアクティブになったときに再試行します。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TextField</name>
    <message>
        <source>Show secret</source>
        <translation>シークレットを表示</translation>
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
        <translation>本番からコピー</translation>
    </message>
    <message>
        <source>Copy from %1?</source>
        <translation>%1からコピーしますか？</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>The present token becomes invalid</source>
        <translation>現在のトークンは無効になります</translation>
    </message>
    <message>
        <source>Mint a new token for “%1”?</source>
        <translation>「%1」の新しいトークンを取得しますか？</translation>
    </message>
    <message>
        <source>Mint a new one</source>
        <translation>新しく取得</translation>
    </message>
    <message>
        <source>Checking the token of “%1”…</source>
        <translation>「%1」のトークンを確認しています…</translation>
    </message>
    <message>
        <source>The token of “%1”: %2 (HTTP %3).</source>
        <translation>「%1」のトークン: %2（HTTP %3）。</translation>
    </message>
    <message>
        <source>No request was sent, so there are no details to copy.</source>
        <translation>リクエストを送信していないため、コピーする詳細はありません。</translation>
    </message>
    <message>
        <source>Copied the details of the last request, without anything secret.</source>
        <translation>最後のリクエストの詳細を、機密情報を除いてコピーしました。</translation>
    </message>
    <message>
        <source>“%1” is no longer kept fresh.</source>
        <translation>「%1」の自動更新をやめました。</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs. Each renewal makes the token before it invalid.</source>
        <translation>Tokenwrightの動作中、「%1」を自動更新します。更新のたびに前のトークンは無効になります。</translation>
    </message>
    <message>
        <source>“%1” is kept fresh while Tokenwright runs.</source>
        <translation>Tokenwrightの動作中、「%1」を自動更新します。</translation>
    </message>
    <message>
        <source>Retry with the base scope alone</source>
        <translation>基本スコープだけで再試行</translation>
    </message>
    <message>
        <source>Let “%1” ask for this alone from now on?

%2</source>
        <translation>「%1」が今後これだけを要求するようにしますか？

%2</translation>
    </message>
    <message>
        <source>These scopes are taken out of the credential set; they can be added again when %1 has granted them:

%2</source>
        <translation>次のスコープを資格情報セットから取り除きます。%1が許可したら、再び追加できます:

%2</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>The token endpoint has moved</source>
        <translation>トークンエンドポイントが変更されました</translation>
    </message>
    <message>
        <source>Send the secret of “%1” to %2?</source>
        <translation>「%1」のシークレットを%2に送りますか？</translation>
    </message>
    <message>
        <source>Send it there from now on</source>
        <translation>今後そこに送る</translation>
    </message>
    <message>
        <source>It was saved for %1. Nothing was sent. Agree only if you know why the endpoint has changed.</source>
        <translation>%1用に保存されたものです。何も送信していません。エンドポイントが変わった理由がわかる場合にだけ同意してください。</translation>
    </message>
    <message>
        <source>no known server</source>
        <translation>不明なサーバー</translation>
    </message>
    <message>
        <source>Tokens forgotten: %1. At the provider they live on.</source>
        <translation>トークンを破棄しました: %1。プロバイダーでは有効なままです。</translation>
    </message>
    <message>
        <source>Forgot the token of %1. At the provider it lives on.</source>
        <translation>%1のトークンを破棄しました。プロバイダーでは有効なままです。</translation>
    </message>
    <message>
        <source>%1 had no token.</source>
        <translation>%1にトークンはありませんでした。</translation>
    </message>
    <message>
        <source>Revoking the token of %1…</source>
        <translation>%1のトークンを失効させています…</translation>
    </message>
    <message>
        <source>The token of %1 is revoked.</source>
        <translation>%1のトークンを失効させました。</translation>
    </message>
    <message>
        <source>%1 has no token that could be revoked.</source>
        <translation>%1には失効させられるトークンがありません。</translation>
    </message>
    <message>
        <source>Revoke token</source>
        <translation>トークンの失効</translation>
    </message>
    <message>
        <source>Revoke the token of %1?</source>
        <translation>%1のトークンを失効させますか？</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>失効させる</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>「%1」（%2）</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>ほか%1件</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and prints it.</source>
        <translation>「tokenwright-cli %1」がトークンを要求し、出力します。</translation>
    </message>
    <message>
        <source>“tokenwright-cli %1” asks for it and hands it to “%2”.</source>
        <translation>「tokenwright-cli %1」がトークンを要求し、「%2」に渡します。</translation>
    </message>
    <message>
        <source>Production token for the command line</source>
        <translation>コマンドライン用の本番のトークン</translation>
    </message>
    <message>
        <source>Token for the command line</source>
        <translation>コマンドライン用のトークン</translation>
    </message>
    <message>
        <source>Give a token of %1 to a command line?</source>
        <translation>%1のトークンをコマンドラインに渡しますか？</translation>
    </message>
    <message>
        <source>Give tokens of these to a command line?

%1</source>
        <translation>次の資格情報セットのトークンをコマンドラインに渡しますか？

%1</translation>
    </message>
    <message>
        <source>Agree only if you know who has started it.</source>
        <translation>誰が起動したのかわかる場合にだけ同意してください。</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>渡す</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>It is a production environment. This question can be turned off in the preferences.</source>
        <translation>本番環境です。この確認は設定でオフにできます。</translation>
    </message>
    <message>
        <source>Copy the present token</source>
        <translation>現在のトークンをコピー</translation>
    </message>
    <message>
        <source>%1 ends it at once: whoever uses it, here or elsewhere, is refused from then on. The credential set and its credentials stay; the next copy mints a new token.</source>
        <translation>%1はすぐにトークンを失効させます。ここでもほかの場所でも、それ以降に使うと拒否されます。資格情報セットと、そのIDとシークレットの組は残り、次にコピーするときに新しいトークンを取得します。</translation>
    </message>
    <message>
        <source>The API has moved</source>
        <translation>APIが変更されました</translation>
    </message>
    <message>
        <source>Send the token of “%1” to %2?</source>
        <translation>「%1」のトークンを%2に送りますか？</translation>
    </message>
    <message>
        <source>So far it may go to %1. Nothing was sent. Agree only if you know why the API&apos;s address has changed.</source>
        <translation>これまで認められている送り先は%1です。何も送信していません。APIのアドレスが変わった理由がわかる場合にだけ同意してください。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenChecker</name>
    <message>
        <source>The provider&apos;s file describes no call that would check a token.</source>
        <translation>プロバイダーのファイルに、トークンを確認する呼び出しが記述されていません。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::TokenPage</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Scopes granted</source>
        <translation>許可されたスコープ</translation>
    </message>
    <message>
        <source>Scopes asked for</source>
        <translation>要求したスコープ</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>エンドポイント</translation>
    </message>
    <message>
        <source>Minted</source>
        <translation>取得日時</translation>
    </message>
    <message>
        <source>Requests today</source>
        <translation>今日のリクエスト</translation>
    </message>
    <message>
        <source>Last request</source>
        <translation>最後のリクエスト</translation>
    </message>
    <message>
        <source>Last check</source>
        <translation>最後の確認</translation>
    </message>
    <message>
        <source>Calls left</source>
        <translation>残りの呼び出し</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>シークレット</translation>
    </message>
    <message>
        <source>Earlier tokens</source>
        <translation>以前のトークン</translation>
    </message>
    <message>
        <source>Copy an earlier token…</source>
        <translation>以前のトークンをコピー…</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>同じ</translation>
    </message>
    <message>
        <source>A new token makes the previous one invalid.</source>
        <translation>新しいトークンを取得すると、前のトークンは無効になります。</translation>
    </message>
    <message>
        <source>none since the program started</source>
        <translation>プログラムの起動以降なし</translation>
    </message>
    <message>
        <source>cancelled, at %1</source>
        <translation>%1にキャンセル</translation>
    </message>
    <message>
        <source>no answer after %L1 ms, at %2</source>
        <translation>%L1 ms後も応答なし、%2</translation>
    </message>
    <message>
        <source>HTTP %1, %L2 ms, at %3</source>
        <translation>HTTP %1、%L2 ms、%3</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 ahead of the server&apos;s; set it right.</source>
        <translation>このコンピューターの時計はサーバーより%1進んでいます。正しく設定してください。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is %1 behind the server&apos;s; set it right.</source>
        <translation>このコンピューターの時計はサーバーより%1遅れています。正しく設定してください。</translation>
    </message>
    <message>
        <source>At %1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>ほか%1件</translation>
    </message>
    <message>
        <source>entered on %1</source>
        <translation>%1に入力</translation>
    </message>
    <message>
        <source>expired on %1, %2</source>
        <translation>%1に期限切れ（%2）</translation>
    </message>
    <message>
        <source>expires on %1, %2</source>
        <translation>期限: %1（%2）</translation>
    </message>
    <message>
        <source>%1; minted at %2</source>
        <translation>%1、%2に取得</translation>
    </message>
</context>
<context>
    <name>Tokenwright::Tray</name>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Not copied</source>
        <translation>コピーされませんでした</translation>
    </message>
    <message>
        <source>The token of %1 is ready; it was not copied because the clipboard is in use for something else.</source>
        <translation>%1のトークンの準備ができました。クリップボードがほかの用途に使われているため、コピーしませんでした。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The %1 most recently used of %L2</source>
        <translation>最近使った%1件（全%L2件）</translation>
    </message>
    <message>
        <source>Show Tokenwright</source>
        <translation>Tokenwrightを表示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
</context>
<context>
    <name>Tokenwright::UndoCountdown</name>
    <message>
        <source>%1 s</source>
        <translation>%1秒</translation>
    </message>
</context>
<context>
    <name>Tokenwright::WindowProgram</name>
    <message>
        <source>%1 opens the search from anywhere.</source>
        <translation>%1でどこからでも検索を開けます。</translation>
    </message>
    <message>
        <source>This desktop gave Tokenwright no key for the search. Have a key of your choice run “tokenwright --palette”, in the desktop&apos;s keyboard settings.</source>
        <translation>このデスクトップはTokenwrightに検索用のキーを割り当てませんでした。デスクトップのキーボード設定で、好きなキーに「tokenwright --palette」を割り当ててください。</translation>
    </message>
</context>
<context>
    <name>Tokenwright::WindowsSecretStore</name>
    <message>
        <source>Windows Credential Manager takes no value of this length.</source>
        <translation>Windows資格情報マネージャーはこの長さの値を受け付けません。</translation>
    </message>
    <message>
        <source>Windows Credential Manager</source>
        <translation>Windows資格情報マネージャー</translation>
    </message>
    <message>
        <source>it is this system&apos;s</source>
        <translation>このシステムのキーリング</translation>
    </message>
</context>
</TS>
