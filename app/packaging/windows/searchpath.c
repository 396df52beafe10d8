// SPDX-License-Identifier: MIT
//
// searchpath add|remove FOLDER: puts a folder at the end of the search path of this user's programs, or takes it out;
// programs that start from then on follow it. Everything else in the path stays as it is, to the letter. For the
// installer, whose own language cuts texts at 1,023 characters.
#include <windows.h>

#include <shlwapi.h>
#include <stdlib.h>
#include <wchar.h>

static const wchar_t name[] = L"Path";

// The part of the path, between semicolons, that is the folder; what follows it is at *end.
static wchar_t *find(wchar_t *path, const wchar_t *folder, wchar_t **end)
{
    const size_t length = wcslen(folder);
    for (wchar_t *part = path;; part = *end + 1) {
        *end = part + wcscspn(part, L";");
        if ((size_t)(*end - part) == length && StrCmpNIW(part, folder, (int)length) == 0)
            return part;
        if (!**end)
            return NULL;
    }
}

static void add(wchar_t *path, const wchar_t *folder)
{
    const size_t length = wcslen(path);
    if (length > 0 && path[length - 1] != L';')
        wcscat(path, L";");
    wcscat(path, folder);
}

static void takeOut(wchar_t *path, wchar_t *part, wchar_t *end)
{
    if (*end)
        ++end;
    else if (part > path)
        --part;
    memmove(part, end, (wcslen(end) + 1) * sizeof(wchar_t));
}

int wmain(int count, wchar_t **arguments)
{
    if (count != 3 || (wcscmp(arguments[1], L"add") != 0 && wcscmp(arguments[1], L"remove") != 0))
        return 2;
    const BOOL adds = wcscmp(arguments[1], L"add") == 0;
    const wchar_t *folder = arguments[2];

    HKEY key;
    if (RegCreateKeyExW(HKEY_CURRENT_USER, L"Environment", 0, NULL, 0, KEY_QUERY_VALUE | KEY_SET_VALUE, NULL, &key,
                        NULL)
        != ERROR_SUCCESS)
        return 1;
    DWORD type = REG_EXPAND_SZ, size = 0;
    const LSTATUS known = RegQueryValueExW(key, name, NULL, &type, NULL, &size);
    if (known != ERROR_SUCCESS && known != ERROR_FILE_NOT_FOUND)
        return 1;
    if (known == ERROR_SUCCESS && type != REG_SZ && type != REG_EXPAND_SZ)
        return 1; // nothing that we would understand
    // room for what is there, a semicolon, the folder, and an end that Windows does not promise
    wchar_t *path = calloc(size / sizeof(wchar_t) + wcslen(folder) + 3, sizeof(wchar_t));
    if (!path || (known == ERROR_SUCCESS
                  && RegQueryValueExW(key, name, NULL, NULL, (BYTE *)path, &size) != ERROR_SUCCESS))
        return 1;

    wchar_t *end;
    wchar_t *part = find(path, folder, &end);
    if (adds == (part != NULL))
        return 0;
    if (adds)
        add(path, folder);
    else
        takeOut(path, part, end);
    const DWORD bytes = (DWORD)((wcslen(path) + 1) * sizeof(wchar_t));
    const LSTATUS written = *path ? RegSetValueExW(key, name, 0, type, (const BYTE *)path, bytes)
                                  : RegDeleteValueW(key, name);
    if (written != ERROR_SUCCESS)
        return 1;
    DWORD_PTR ignored;
    SendMessageTimeoutW(HWND_BROADCAST, WM_SETTINGCHANGE, 0, (LPARAM)L"Environment", SMTO_ABORTIFHUNG, 2000, &ignored);
    return 0;
}
