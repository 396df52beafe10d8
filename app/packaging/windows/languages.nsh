; SPDX-License-Identifier: MIT
; What the installer says beyond what NSIS says by itself, in the program's seven languages. The terms are those of
; resources/translations/terms.tsv.

!insertmacro MUI_LANGUAGE "English" ; where Windows speaks none of these
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "PortugueseBR"
!insertmacro MUI_LANGUAGE "Japanese"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString SearchPath ${LANG_ENGLISH} "Command line in every terminal"
LangString SearchPath ${LANG_GERMAN} "Kommandozeile in jedem Terminal"
LangString SearchPath ${LANG_FRENCH} "Ligne de commande dans tous les terminaux"
LangString SearchPath ${LANG_SPANISH} "Línea de comandos en todos los terminales"
LangString SearchPath ${LANG_PORTUGUESEBR} "Linha de comando em todos os terminais"
LangString SearchPath ${LANG_JAPANESE} "すべてのターミナルでコマンドラインを使う"
LangString SearchPath ${LANG_SIMPCHINESE} "在所有终端中使用命令行"

LangString AboutProgram ${LANG_ENGLISH} "The window and tokenwright-cli, for you alone."
LangString AboutProgram ${LANG_GERMAN} "Das Fenster und tokenwright-cli, nur für Sie."
LangString AboutProgram ${LANG_FRENCH} "La fenêtre et tokenwright-cli, pour vous seul."
LangString AboutProgram ${LANG_SPANISH} "La ventana y tokenwright-cli, solo para usted."
LangString AboutProgram ${LANG_PORTUGUESEBR} "A janela e o tokenwright-cli, somente para você."
LangString AboutProgram ${LANG_JAPANESE} "ウィンドウと tokenwright-cli。現在のユーザー専用です。"
LangString AboutProgram ${LANG_SIMPCHINESE} "窗口和 tokenwright-cli，仅供您本人使用。"

LangString AboutSearchPath ${LANG_ENGLISH} "Adds the folder to your Path, so that terminals opened from then on find tokenwright-cli."
LangString AboutSearchPath ${LANG_GERMAN} "Nimmt den Ordner in Ihren Path auf, damit danach geöffnete Terminals tokenwright-cli finden."
LangString AboutSearchPath ${LANG_FRENCH} "Ajoute le dossier à votre Path, afin que les terminaux ouverts ensuite trouvent tokenwright-cli."
LangString AboutSearchPath ${LANG_SPANISH} "Agrega la carpeta a su Path, para que los terminales que se abran después encuentren tokenwright-cli."
LangString AboutSearchPath ${LANG_PORTUGUESEBR} "Adiciona a pasta ao seu Path, para que os terminais abertos depois encontrem o tokenwright-cli."
LangString AboutSearchPath ${LANG_JAPANESE} "フォルダーを Path に追加します。以後に開いたターミナルで tokenwright-cli が見つかるようになります。"
LangString AboutSearchPath ${LANG_SIMPCHINESE} "将文件夹添加到您的 Path，此后打开的终端即可找到 tokenwright-cli。"

LangString TooOld ${LANG_ENGLISH} "Tokenwright needs Windows 10, version 1809, or later."
LangString TooOld ${LANG_GERMAN} "Tokenwright benötigt Windows 10, Version 1809, oder neuer."
LangString TooOld ${LANG_FRENCH} "Tokenwright nécessite Windows 10, version 1809, ou une version ultérieure."
LangString TooOld ${LANG_SPANISH} "Tokenwright necesita Windows 10, versión 1809, o posterior."
LangString TooOld ${LANG_PORTUGUESEBR} "O Tokenwright requer o Windows 10, versão 1809, ou posterior."
LangString TooOld ${LANG_JAPANESE} "Tokenwright には Windows 10 バージョン 1809 以降が必要です。"
LangString TooOld ${LANG_SIMPCHINESE} "Tokenwright 需要 Windows 10 版本 1809 或更高版本。"

LangString Running ${LANG_ENGLISH} "Tokenwright is running, so its files cannot be replaced. Quit it, then retry."
LangString Running ${LANG_GERMAN} "Tokenwright läuft, deshalb können seine Dateien nicht ersetzt werden. Beenden Sie es und versuchen Sie es erneut."
LangString Running ${LANG_FRENCH} "Tokenwright est en cours d’exécution : ses fichiers ne peuvent pas être remplacés. Quittez-le, puis réessayez."
LangString Running ${LANG_SPANISH} "Tokenwright se está ejecutando, por lo que sus archivos no se pueden reemplazar. Ciérrelo y vuelva a intentarlo."
LangString Running ${LANG_PORTUGUESEBR} "O Tokenwright está em execução, por isso seus arquivos não podem ser substituídos. Feche-o e tente novamente."
LangString Running ${LANG_JAPANESE} "Tokenwright が実行中のため、ファイルを置き換えられません。終了してから再試行してください。"
LangString Running ${LANG_SIMPCHINESE} "Tokenwright 正在运行，无法替换其文件。请退出后重试。"

LangString Kept ${LANG_ENGLISH} "Your credential sets stay: their secrets in the Windows Credential Manager, what they are called in $APPDATA\tokenwright. Whoever wants them gone removes them in Tokenwright first."
LangString Kept ${LANG_GERMAN} "Ihre Zugangsdatensätze bleiben: die Secrets in der Windows-Anmeldeinformationsverwaltung, die Namen in $APPDATA\tokenwright. Wer auch sie löschen möchte, entfernt sie vorher in Tokenwright."
LangString Kept ${LANG_FRENCH} "Vos jeux d’identifiants restent : leurs secrets dans le Gestionnaire d’identification Windows, leurs noms dans $APPDATA\tokenwright. Pour les effacer aussi, supprimez-les d’abord dans Tokenwright."
LangString Kept ${LANG_SPANISH} "Sus conjuntos de credenciales se conservan: los secretos en el Administrador de credenciales de Windows y los nombres en $APPDATA\tokenwright. Si también quiere borrarlos, elimínelos antes en Tokenwright."
LangString Kept ${LANG_PORTUGUESEBR} "Seus conjuntos de credenciais permanecem: os segredos no Gerenciador de Credenciais do Windows e os nomes em $APPDATA\tokenwright. Para apagá-los também, remova-os antes no Tokenwright."
LangString Kept ${LANG_JAPANESE} "資格情報セットは残ります。シークレットは Windows資格情報マネージャー、名前は $APPDATA\tokenwright にあります。それらも消す場合は、先に Tokenwright で削除してください。"
LangString Kept ${LANG_SIMPCHINESE} "您的凭据集会保留：机密在 Windows 凭据管理器中，名称在 $APPDATA\tokenwright 中。如需一并删除，请先在 Tokenwright 中移除。"
