import * as vscode from 'vscode';

/**
 * The version of a file as VS Code knows it. VS Code takes a file for newer than its own only when the time is later *and* the size
 * differs (docs/vscode-editing.md §2).
 */
export interface Version {
  /** Milliseconds. */
  mtime: number;
  /** Bytes. */
  size: number;
}

/** The stat of a client document. `readonly` shows VS Code's padlock. */
export function fileStat({ mtime, size }: Version, readonly = false): vscode.FileStat {
  const stat: vscode.FileStat = { type: vscode.FileType.File, ctime: 0, mtime, size };
  if (readonly) stat.permissions = vscode.FilePermission.Readonly;
  return stat;
}
