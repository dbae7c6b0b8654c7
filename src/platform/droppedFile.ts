import type * as vscode from 'vscode';

/** What was dropped: a file by its name and content, as VS Code hands it over, or one that stays where it is. */
export type DroppedFile = { readonly name: string; data(): Thenable<Uint8Array> } | vscode.Uri;
