import type * as vscode from 'vscode';

/** A dropped file: its name and content, or the URI of a file that VS Code can read. */
export type DroppedFile = { readonly name: string; data(): Thenable<Uint8Array> } | vscode.Uri;
