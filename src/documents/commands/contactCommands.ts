import * as vscode from 'vscode';
import type { Edit } from '../../records/text/edits';
import { pickerText } from '../../platform/plainText';
import { UserError } from '../../platform/sentences';
import {
  addContact,
  makePrimary,
  removeContact,
  setPortalPassword,
  type ContactPlace,
} from '../../records/contacts/contactEdits';
import { asText, type JsonObject } from '../../records/json';
import { contactName } from '../../records/names';
import { checkValue } from '../../records/check/checkValue';
import { contactField } from '../../records/fields/catalogue';
import { idOf } from '../../records/contacts/match';
import { contactOf, contactsOf } from '../../records/contacts/contactLookup';
import type { ClientEditors } from './clientEditors';
import type { DocumentCommands } from '../commandNames';
import { revealContact } from './revealContact';
import { requireTarget } from './target';

type ContactCommand =
  'addContact' | 'removeContact' | 'makeContactPrimary' | 'setPortalPassword' | 'copyContactEmail';

/** Commands on contacts: edits of the text, sent by the next save like any other. */
export function contactCommands(editors: ClientEditors): Pick<DocumentCommands, ContactCommand> {
  /** Opens the client and finds the contact; asks where several are possible. */
  const contactIn = async (argument: unknown, question: string): Promise<Chosen | undefined> => {
    const target = requireTarget(argument);
    const editor = await editors.open(target);
    const shown = editor.document.getText();
    const { contact, text = shown } = target;
    if (contact !== undefined) return { editor, contact, text };
    const picked = await pickContact(shown, question);
    return picked === undefined ? undefined : { editor, contact: picked, text: shown };
  };
  return {
    addContact: async (argument) => {
      const editor = await editors.open(requireTarget(argument));
      const before = editor.document.getText();
      await apply(editor, addContact(before));
      revealContact(editor, contactsOf(editor.document.getText()).length - 1);
    },
    removeContact: async (argument) => {
      const found = await contactIn(argument, vscode.l10n.t('Remove Which Contact?'));
      if (found) await apply(found.editor, removeContact(textWith(found), found.contact));
    },
    makeContactPrimary: async (argument) => {
      const found = await contactIn(argument, vscode.l10n.t('Make Which Contact Primary?'));
      if (found === undefined) return;
      await apply(found.editor, makePrimary(textWith(found), found.contact));
      revealContact(found.editor, found.contact);
    },
    setPortalPassword: async (argument) => {
      const found = await contactIn(argument, vscode.l10n.t('Set the Portal Password of Which Contact?'));
      if (found === undefined) return;
      const password = await vscode.window.showInputBox({
        title: vscode.l10n.t('New Password for the Client Portal'),
        prompt: vscode.l10n.t('It stands in the text until the client is saved, then it is gone from here.'),
        password: true,
        ignoreFocusOut: true,
        validateInput: (value) => (value === '' ? undefined : weakness(value)),
      });
      if (password) await apply(found.editor, setPortalPassword(textWith(found), found.contact, password));
    },
    copyContactEmail: async (argument) => {
      const found = await contactIn(argument, vscode.l10n.t('Copy the E-mail Address of Which Contact?'));
      if (found === undefined) return;
      const email = asText(contactOf(textWith(found), found.contact)?.email).trim();
      if (email === '') throw new UserError(vscode.l10n.t('This contact has no e-mail address.'));
      await vscode.env.clipboard.writeText(email);
      vscode.window.setStatusBarMessage(vscode.l10n.t('E-mail address copied'), 3000);
    },
  };
}

/** A contact that a command was called with, or that the user has picked. */
interface Chosen {
  editor: vscode.TextEditor;
  contact: ContactPlace;
  /** What the editor showed then. */
  text: string;
}

/**
 * The text of the editor now, which still has the contact: it may have been loaded again or edited while a question was open. A
 * contact without an id is told from the others by its place alone, so no other text will do.
 */
function textWith({ editor, contact, text }: Chosen): string {
  const now = editor.document.getText();
  const contacts = contactsOf(now);
  const isThere = typeof contact === 'number' ? now === text : contactOf(now, contact) !== undefined;
  // A text with errors is reported by the command itself.
  if (!isThere && contacts.length > 0)
    throw new UserError(
      vscode.l10n.t('The contacts in the text have changed. Nothing was done; choose the contact again.'),
    );
  return now;
}

async function pickContact(text: string, title: string): Promise<ContactPlace | undefined> {
  const contacts = contactsOf(text);
  if (contacts.length === 0) throw new UserError(vscode.l10n.t('This client has no contacts.'));
  const items = contacts.map((value, index) => ({
    label: pickerText(contactName(value)) || vscode.l10n.t('(no name)'),
    description: pickerText(asText(value.email)),
    place: placeOf(contacts, index),
  }));
  const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title });
  return picked?.place;
}

/** The id of a contact; its index where it has none, or not for itself. */
function placeOf(contacts: readonly JsonObject[], index: number): ContactPlace {
  const ids = contacts.map(idOf);
  const id = ids[index];
  return id !== undefined && ids.indexOf(id) === ids.lastIndexOf(id) ? id : index;
}

async function apply(editor: vscode.TextEditor, edits: Edit[] | undefined): Promise<void> {
  if (edits === undefined)
    throw new UserError(
      vscode.l10n.t('Mend the errors in the text first (see Problems). Nothing was changed.'),
    );
  const { document } = editor;
  const done = await editor.edit((builder) => {
    for (const { offset, length, content } of edits)
      builder.replace(
        new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
        content,
      );
  });
  if (!done) throw new UserError(vscode.l10n.t('The text could not be changed: this client is read-only.'));
}

/** Why the server would not accept a password; undefined if it would. */
function weakness(password: string): string | undefined {
  const field = contactField('password');
  return field && checkValue(field, password)?.message;
}
