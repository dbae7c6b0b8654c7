import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { DroppedFile } from '../../platform/droppedFile';
import { headBytes, maxFileBytes } from './fileProblem';
import type { UploadSource } from './runUpload';

/**
 * A file of the workspace or from a dialog. A file on disk is streamed; any other is read through VS Code, as a
 * whole.
 */
export function sourceOfUri(uri: vscode.Uri): UploadSource {
  const name = path.posix.basename(uri.path);
  if (uri.scheme !== 'file') return sourceOfVirtualFile(uri, name);
  return {
    name,
    inspect: async () => {
      // Opening a pipe would wait for whoever writes to it.
      if (!(await stat(uri.fsPath)).isFile()) throw new Error('no file');
      const handle = await open(uri.fsPath, 'r');
      try {
        const { size } = await handle.stat();
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
        return { size, head: buffer.subarray(0, bytesRead) };
      } finally {
        await handle.close();
      }
    },
    read: () => createReadStream(uri.fsPath),
  };
}

/** A file that was dropped on the tree. */
export function sourceOfDrop(file: DroppedFile): UploadSource {
  if (file instanceof vscode.Uri) return sourceOfUri(file);
  return sourceOfData(path.basename(file.name.replaceAll('\\', '/')), () => file.data());
}

/** The text in an editor, also where it is not saved. */
export function sourceOfDocument(document: vscode.TextDocument): UploadSource {
  if (document.uri.scheme === 'file' && !document.isDirty) return sourceOfUri(document.uri);
  const name = path.posix.basename(document.uri.path);
  const text = Buffer.from(document.getText());
  return sourceOfData(document.isUntitled ? `${name}.txt` : name, () => Promise.resolve(text));
}

/** VS Code can read such a file only as a whole, so one that is too large for the server is not read at all. */
function sourceOfVirtualFile(uri: vscode.Uri, name: string): UploadSource {
  const source = sourceOfData(name, () => vscode.workspace.fs.readFile(uri));
  return {
    ...source,
    inspect: async () => {
      const { size } = await vscode.workspace.fs.stat(uri);
      return size > maxFileBytes ? { size, head: new Uint8Array() } : source.inspect();
    },
  };
}

/** Read once to look at it and once to send it: fifty dropped files must not be in memory at the same time. */
function sourceOfData(name: string, data: () => Thenable<Uint8Array>): UploadSource {
  return {
    name,
    inspect: async () => {
      const content = await data();
      // A copy: a part would keep the whole.
      return { size: content.length, head: new Uint8Array(content.subarray(0, headBytes)) };
    },
    read: async function* () {
      yield await data();
    },
  };
}
