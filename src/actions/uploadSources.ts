import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { headBytes } from './fileChecks';
import type { UploadSource } from './uploadRun';

/** A file that was dropped: name and content, as VS Code hands it over. */
export interface DroppedFile {
  readonly name: string;
  data(): Thenable<Uint8Array>;
}

/** A file of the workspace or of a dialog. Files on disk are streamed; others are read through VS Code. */
export function sourceOfUri(uri: vscode.Uri): UploadSource {
  const name = path.posix.basename(uri.path);
  if (uri.scheme !== 'file') return sourceOfData(name, () => vscode.workspace.fs.readFile(uri));
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
