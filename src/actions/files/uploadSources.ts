import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { DroppedFile } from '../../platform/droppedFile';
import { headBytes, largestFile } from './fileProblem';
import type { UploadSource } from './runUpload';

/** A file of the workspace or of a dialog. Files on disk are streamed; others are read through VS Code. */
export function sourceOfUri(uri: vscode.Uri): UploadSource {
  const name = path.posix.basename(uri.path);
  if (uri.scheme !== 'file') return sourceOfRemote(uri, name);
  return {
    name,
    look: async () => {
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

export function sourceOfDrop(file: DroppedFile): UploadSource {
  if (file instanceof vscode.Uri) return sourceOfUri(file);
  return sourceOfData(path.basename(file.name.replaceAll('\\', '/')), () => file.data());
}

/** What an editor shows: text that is not saved goes as it is on the screen. */
export function sourceOfDocument(document: vscode.TextDocument): UploadSource {
  if (document.uri.scheme === 'file' && !document.isDirty) return sourceOfUri(document.uri);
  const name = path.posix.basename(document.uri.path);
  return sourceOfData(document.isUntitled ? `${name}.txt` : name, () =>
    Promise.resolve(Buffer.from(document.getText())),
  );
}

/** VS Code reads such a file as a whole: one that the server would refuse for its size is not read at all. */
function sourceOfRemote(uri: vscode.Uri, name: string): UploadSource {
  const source = sourceOfData(name, () => vscode.workspace.fs.readFile(uri));
  return {
    ...source,
    look: async () => {
      const { size } = await vscode.workspace.fs.stat(uri);
      return size > largestFile ? { size, head: new Uint8Array() } : source.look();
    },
  };
}

function sourceOfData(name: string, data: () => Thenable<Uint8Array>): UploadSource {
  let kept: Uint8Array | undefined;
  return {
    name,
    look: async () => {
      kept = await data();
      return { size: kept.length, head: kept.subarray(0, headBytes) };
    },
    read: async function* () {
      await Promise.resolve();
      if (kept !== undefined) yield kept;
      kept = undefined;
    },
  };
}
