import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { marked } from './support/marks';
import { extensionId } from './support/support';

describe('Translations', () => {
  it('reach what package.json contributes', () => {
    const { contributes } = vscode.extensions.getExtension(extensionId)?.packageJSON as {
      contributes: {
        commands: { title: string | { value: string } }[];
        views: Record<string, { name: string }[]>;
      };
    };
    const texts = [
      ...contributes.commands.map(({ title }) => (typeof title === 'string' ? title : title.value)),
      ...Object.values(contributes.views).flatMap((views) => views.map(({ name }) => name)),
    ];
    for (const text of texts) assert.match(text, marked ? /^⟦[^%].*⟧$/ : /^[^%]/);
  });
});
