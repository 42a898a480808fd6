; The installer for Windows, made by Inno Setup from the folder that PyInstaller has built; installer/package.py does both:
;
;     iscc /DVersion=0.1.0 installer\windows\parlor.iss
;
; For the person who runs it, without an administrator. The firewall is opened only where that is wished, since only an
; administrator may: Windows then asks for one.

#ifndef Version
  #error Say which version: iscc /DVersion=0.1.0
#endif
; Older ones read this file as if it were not UTF-8, and know no x64compatible.
#if Ver < EncodeVer(6, 3, 0)
  #error This takes Inno Setup 6.3 or newer.
#endif
; Newer ones bring Chinese along.
#define Chinese FileExists(AddBackslash(CompilerPath) + "Languages\ChineseSimplified.isl")

[Setup]
AppId={{6F1D7B1C-6B0C-4F53-9C0E-2E7E1B0B7A55}
AppName=Parlor
AppVersion={#Version}
AppPublisher=The Parlor authors
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Parlor
DefaultGroupName=Parlor
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\assets\icon\parlor.ico
UninstallDisplayIcon={app}\parlor.exe
WizardStyle=modern
Compression=lzma2
SolidCompression=yes
OutputDir=..\..\dist
OutputBaseFilename=Parlor-{#Version}-setup
; A window that is open is asked to close: Windows replaces no program that runs.
CloseApplications=yes

[Languages]
Name: en; MessagesFile: compiler:Default.isl
Name: de; MessagesFile: compiler:Languages\German.isl
Name: es; MessagesFile: compiler:Languages\Spanish.isl
#if Chinese
Name: zh; MessagesFile: compiler:Languages\ChineseSimplified.isl
#endif

[CustomMessages]
en.Firewall=Let others on the network reach rooms that are hosted here (asks for an administrator)
de.Firewall=Andere im Netz in Räume lassen, die hier eröffnet werden (fragt nach einem Administrator)
es.Firewall=Permitir que otros de la red entren en las salas que se abren aquí (pide un administrador)
en.Firewalling=Letting others reach rooms that are hosted here…
de.Firewalling=Andere werden in Räume gelassen, die hier eröffnet werden…
es.Firewalling=Se permite entrar en las salas que se abren aquí…
#if Chinese
zh.Firewall=允许网络中的其他人进入在此开设的房间(需要管理员许可)
zh.Firewalling=正在允许其他人进入在此开设的房间…
#endif

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: firewall; Description: "{cm:Firewall}"

[Files]
Source: ..\..\dist\parlor\*; DestDir: {app}; Flags: recursesubdirs ignoreversion
Source: ..\..\build\pyinstaller\parlor\LICENCES.txt; DestDir: {app}; Flags: ignoreversion

[InstallDelete]
; What an older version had and this one has not must not be found by it.
Type: filesandordirs; Name: {app}\_internal

[Icons]
Name: {group}\Parlor; Filename: {app}\parlor.exe
Name: {autodesktop}\Parlor; Filename: {app}\parlor.exe; Tasks: desktopicon

[Registry]
; The same that the program writes for itself when it is not installed (app/services/link_scheme.py).
Root: HKA; Subkey: Software\Classes\parlor; ValueType: string; ValueData: URL:Parlor; Flags: uninsdeletekey
Root: HKA; Subkey: Software\Classes\parlor; ValueType: string; ValueName: URL Protocol; ValueData: ""
Root: HKA; Subkey: Software\Classes\parlor\DefaultIcon; ValueType: string; ValueData: """{app}\parlor.exe"",0"
Root: HKA; Subkey: Software\Classes\parlor\shell\open\command; ValueType: string; ValueData: """{app}\parlor.exe"" ""%1"""

; The rule is that of the host's panel (app/services/firewalls/windows.py), so that it finds it made already.
[Run]
Filename: {sys}\netsh.exe; Parameters: "advfirewall firewall add rule name=""Parlor"" dir=in action=allow profile=any program=""{app}\parlor.exe"""; Verb: runas; Flags: shellexec waituntilterminated runhidden; StatusMsg: "{cm:Firewalling}"; Tasks: firewall
Filename: {app}\parlor.exe; Description: "{cm:LaunchProgram,Parlor}"; Flags: nowait postinstall skipifsilent

; What an administrator has made, one takes back; where nobody is, it stays, and names a program that is gone.
[UninstallRun]
Filename: {sys}\netsh.exe; Parameters: "advfirewall firewall delete rule name=""Parlor"" dir=in program=""{app}\parlor.exe"""; Verb: runas; Flags: shellexec waituntilterminated runhidden; RunOnceId: Firewall; Tasks: firewall
