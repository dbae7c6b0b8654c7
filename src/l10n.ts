// What the pure folders get as `@vscode/l10n` in the product: one copy for all bundles (esbuild.js), which knows VS Code's
// translations before the first text is asked for. On plain Node nothing configures the package and texts are English.
import { config } from '@vscode/l10n';
import * as vscode from 'vscode';

if (vscode.l10n.bundle !== undefined) config({ contents: vscode.l10n.bundle });

export * from '@vscode/l10n';
