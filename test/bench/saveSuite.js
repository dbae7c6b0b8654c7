// Runs in the extension host: edits and saves a client again and again and writes how long each took.
const fs = require('node:fs');
const vscode = require('vscode');

exports.run = async function run() {
  const extension = vscode.extensions.getExtension('clients-for-invoice-ninja.invoice-ninja-clients');
  const { accounts, verify } = await extension.activate();
  const account = await verify(process.env.NINJA_BENCH_URL, process.env.NINJA_BENCH_TOKEN);
  await accounts.add(account, process.env.NINJA_BENCH_TOKEN);
  const clientId = 'VolejRejNm';
  await vscode.commands.executeCommand('ninjaClients.openClient', { accountId: account.id, clientId });
  const editor = vscode.window.activeTextEditor;
  const { document } = editor;
  const times = [];
  for (let i = 0; i < Number(process.env.NINJA_BENCH_RUNS); i++) {
    const text = document.getText();
    const found = /^ {2}"phone": "([^"]*)"/m.exec(text);
    const at = found.index + '  "phone": "'.length;
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + found[1].length));
    const began = performance.now();
    await editor.edit((edit) => edit.replace(range, `call ${i}`));
    if (!(await document.save())) throw new Error('A save failed.');
    times.push(performance.now() - began);
  }
  fs.writeFileSync(process.env.NINJA_BENCH_RESULT, JSON.stringify(times));
};
