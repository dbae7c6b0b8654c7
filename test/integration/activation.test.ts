import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('The extension', () => {
  it('is present and activates', async () => {
    const extension = vscode.extensions.getExtension('clients-for-invoice-ninja.invoice-ninja-clients');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
