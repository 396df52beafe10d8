; SPDX-License-Identifier: MIT
;
; The installer: for one user, without an administrator. app/packaging/windows/build defines VERSION, PROGRAM (the
; folder that is installed), SEARCHPATH (searchpath.exe), ICON, OUTPUT, SIZE (KiB) and FILES (what removes them).
;
;   /S            silently
;   /NoPath       the search path stays as it is
;   /D=FOLDER     elsewhere; last, and without quotation marks
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
CRCCheck force

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Tokenwright"

Name "Tokenwright"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Tokenwright"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "Tokenwright ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "Tokenwright"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Installs Tokenwright"
VIAddVersionKey /LANG=0 "LegalCopyright" "Copyright (c) 2026 The Tokenwright authors, MIT License"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\tokenwright.exe"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(Kept)"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT

!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(Kept)"
!insertmacro MUI_UNPAGE_FINISH
!include languages.nsh

; A program that runs cannot be written to. Silently nobody can be asked: exit code 2.
!macro QUIT_FIRST
    Push $0
    ${DoWhile} ${FileExists} "$INSTDIR\tokenwright.exe"
        ClearErrors
        FileOpen $0 "$INSTDIR\tokenwright.exe" a
        ${IfNot} ${Errors}
            FileClose $0
            ${ExitDo}
        ${EndIf}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY +3
        SetErrorLevel 2
        Quit
    ${Loop}
    Pop $0
!macroend

Section "Tokenwright" SectionProgram
    SectionIn RO
    !insertmacro QUIT_FIRST
    ; What an earlier version has put here goes by its own list.
    ${If} ${FileExists} "$INSTDIR\uninstall.exe"
        ExecWait '"$INSTDIR\uninstall.exe" /S /Upgrade _?=$INSTDIR' $0
        ${If} $0 <> 0
            SetErrorLevel $0
            Abort
        ${EndIf}
    ${EndIf}
    SetOutPath "$INSTDIR"
    File /r "${PROGRAM}/*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortCut "$SMPROGRAMS\Tokenwright.lnk" "$INSTDIR\tokenwright.exe"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Tokenwright"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\tokenwright.exe"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Tokenwright authors"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

!macro SEARCH_PATH verb
    InitPluginsDir
    SetOutPath "$TEMP"
    File "/oname=$PLUGINSDIR\searchpath.exe" "${SEARCHPATH}"
    nsExec::Exec '"$PLUGINSDIR\searchpath.exe" ${verb} "$INSTDIR"'
    Pop $0
!macroend

Section "$(SearchPath)" SectionSearchPath
    !insertmacro SEARCH_PATH add
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
    !insertmacro MUI_DESCRIPTION_TEXT ${SectionProgram} "$(AboutProgram)"
    !insertmacro MUI_DESCRIPTION_TEXT ${SectionSearchPath} "$(AboutSearchPath)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
    ${IfNot} ${AtLeastWin10}
    ${OrIfNot} ${AtLeastBuild} 17763
        MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/NoPath" $1
    ${IfNot} ${Errors}
        SectionSetFlags ${SectionSearchPath} 0
    ${EndIf}
FunctionEnd

Section "un.Tokenwright"
    !insertmacro QUIT_FIRST
    !include "${FILES}"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    ; The rest stays for the version that is being installed.
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/Upgrade" $1
    ${IfNot} ${Errors}
        Return
    ${EndIf}
    Delete "$SMPROGRAMS\Tokenwright.lnk"
    DeleteRegKey HKCU "${UNINSTALL}"
    !insertmacro SEARCH_PATH remove
    DetailPrint "$(Kept)"
SectionEnd
