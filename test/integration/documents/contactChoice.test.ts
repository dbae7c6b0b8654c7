import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Client } from '../../../src/api/types';
import { otherUser, stored } from '../support/demo';
import { signedIn } from '../support/signedIn';
import { editJson, handles, openClient, textChanged, until } from '../support/support';

/** A client for each test: a document that is loaded again keeps the order that its contacts had. */
const clients = ['VolejRejNm', 'Wpmbk5ezJn', 'Opnel5aKBz', 'wMvbmOeYAl'];
const ada = { first_name: 'Ada', last_name: 'One', email: 'ada@x.example', is_primary: true };
const ben = { first_name: 'Ben', last_name: 'Two', email: 'ben@x.example' };
const cem = { first_name: 'Cem', last_name: 'Three', email: 'cem@x.example' };

/** The document is loaded again or edited while a command asks which contact it is about, or for a password. */
describe('a contact that was chosen', () => {
  const desk = signedIn();
  let editor: vscode.TextEditor;
  let first: string;

  beforeEach(async () => {
    first = clients.pop() ?? '';
    await otherUser(first, {}, [ada, ben]);
    editor = await openClient(desk.account.id, first);
    await until('both contacts', () => text().includes('"ben@x.example"'), ...textChanged());
  });

  const text = () => editor.document.getText();
  const client = () => JSON.parse(text()) as Client;
  /** Another user removes the first contact and adds one behind the second, and the document follows. */
  const moved = async () => {
    const { contacts } = await stored(first);
    await otherUser(first, {}, [{ ...contacts[1], is_primary: true }, cem]);
    const { accounts } = await handles();
    await accounts.session(desk.account.id)?.get(first);
    await until('the contact of the other user', () => text().includes('"cem@x.example"'), ...textChanged());
  };
  const choice = (choices: string[], name: string) => choices.find((label) => label.includes(name));

  it('gets the password, wherever it stands by then', async () => {
    desk.dialogs.answer = async ({ kind, choices }) => {
      if (kind === 'pick') return choice(choices, 'Ben');
      await moved();
      return 'Passw0rdOfBen';
    };
    await desk.run('setPortalPassword', desk.node(first));
    const typed = client().contacts.filter(({ password }) => password === 'Passw0rdOfBen');
    assert.deepEqual(
      typed.map(({ first_name }) => first_name),
      ['Ben'],
    );
  });

  it('is the one that is removed, wherever it stands by then', async () => {
    desk.dialogs.answer = async ({ choices }) => {
      await moved();
      return choice(choices, 'Ben');
    };
    await desk.run('removeContact', desk.node(first));
    assert.deepEqual(
      client().contacts.map(({ first_name }) => first_name),
      ['Cem'],
    );
  });

  it('is not replaced by another one when it is gone', async () => {
    desk.dialogs.answer = async ({ kind, choices }) => {
      if (kind === 'pick') return choice(choices, 'Ada');
      await editJson(editor, (json) => {
        json.contacts = json.contacts.filter(({ first_name }) => first_name !== 'Ada');
      });
      return 'Passw0rdOfAda';
    };
    await desk.run('setPortalPassword', desk.node(first));
    assert.doesNotMatch(text(), /Passw0rdOfAda/);
    assert.match(desk.dialogs.history.at(-1)?.text ?? '', /contacts in the text have changed/);
  });

  it('without an id is only found in the text in which it was chosen', async () => {
    await editJson(editor, (json) => void json.contacts.push(cem as Client['contacts'][number]));
    let edited = false;
    desk.dialogs.answer = async ({ kind, choices }) => {
      if (kind === 'pick') return choice(choices, 'Cem');
      if (edited) await editJson(editor, (json) => void json.contacts.reverse());
      return 'Passw0rdOfCem';
    };
    await desk.run('setPortalPassword', desk.node(first));
    assert.equal(client().contacts.find(({ password }) => password === 'Passw0rdOfCem')?.first_name, 'Cem');
    await vscode.commands.executeCommand('undo');
    edited = true;
    await desk.run('setPortalPassword', desk.node(first));
    assert.doesNotMatch(text(), /Passw0rdOfCem/);
    assert.match(desk.dialogs.history.at(-1)?.text ?? '', /contacts in the text have changed/);
  });
});
