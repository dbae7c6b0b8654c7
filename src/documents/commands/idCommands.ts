import * as vscode from 'vscode';
import { isId } from '../../api/ids';
import { NumericIds } from '../../api/numericIds';
import { plainText } from '../../platform/plainText';
import { UserError } from '../../platform/sentences';
import { accountOfCommand, requireSession } from '../../platform/signedIn';
import type { Account } from '../../session/account';
import type { Session } from '../../session/session';
import type { DocumentAccounts } from '../fileSystem/clientDocuments';
import type { ClientEditors } from './clientEditors';
import type { DocumentCommands } from '../commandNames';
import { requireTarget } from './target';

type IdCommand =
  | 'openClientById'
  | 'copyHashedId'
  | 'copyNumericId'
  | 'openInInvoiceNinja'
  | 'openPortalLink'
  | 'copyPortalLink';

/** Commands on ids and on links that lead out of the editor. */
export function idCommands(
  accounts: DocumentAccounts & { find(id: string): Account | undefined },
  currentAccount: () => Account | undefined,
  editors: ClientEditors,
): Pick<DocumentCommands, IdCommand> {
  const session = (accountId: string) => requireSession(accounts, accountId);
  const portalLink = async (argument: unknown): Promise<vscode.Uri> => {
    const { accountId, clientId, contact } = requireTarget(argument);
    const client = await session(accountId).get(clientId);
    // A link logs in as its contact: one that the server does not have, or not yet, must not get another one's.
    const wanted =
      contact === undefined
        ? (client.contacts.find(({ is_primary }) => is_primary) ?? client.contacts[0])
        : client.contacts.find(({ id }) => id === contact);
    return webLink(wanted?.link, vscode.l10n.t('This contact has no link to the client portal.'));
  };
  return {
    openClientById: async (argument) => {
      const accountId = accountOfCommand(argument, accounts, currentAccount).id;
      const from = session(accountId);
      const numbers = numericIds(from, await accounts.salt(accountId));
      const typed = await vscode.window.showInputBox({
        title: plainText(vscode.l10n.t('Open Client by Id in {0}', from.account.label), 120),
        ignoreFocusOut: true,
        prompt: vscode.l10n.t('The hashed id, such as VolejRejNm, or the number in the database'),
        validateInput: (value) =>
          value.trim() === '' || toId(numbers, value.trim()) !== undefined
            ? undefined
            : vscode.l10n.t('This is neither a hashed id nor a number that can be used with this account.'),
      });
      const clientId = typed === undefined ? undefined : toId(numbers, typed.trim());
      if (clientId !== undefined) await editors.open({ accountId, clientId });
    },
    copyHashedId: async (argument) => {
      await vscode.env.clipboard.writeText(requireTarget(argument).clientId);
      vscode.window.setStatusBarMessage(vscode.l10n.t('Hashed id copied'), 3000);
    },
    copyNumericId: async (argument) => {
      const { accountId, clientId } = requireTarget(argument);
      const number = numericIds(session(accountId), await accounts.salt(accountId)).toNumber(clientId);
      if (number === undefined)
        throw new UserError(
          vscode.l10n.t(
            'The number behind this id is not known: the server mixes its ids with a salt of its own. Give it with “Set Salt of Numeric Ids”, if you know it.',
          ),
        );
      await vscode.env.clipboard.writeText(String(number));
      vscode.window.setStatusBarMessage(vscode.l10n.t('Numeric id copied'), 3000);
    },
    openInInvoiceNinja: async (argument) => {
      const { accountId, clientId } = requireTarget(argument);
      const { address } = await session(accountId).api();
      const page = `${adminAddress(address)}/#/clients/${clientId}`;
      await vscode.env.openExternal(webLink(page, vscode.l10n.t('This account has no web address.')));
    },
    openPortalLink: async (argument) => void (await vscode.env.openExternal(await portalLink(argument))),
    copyPortalLink: async (argument) => {
      await vscode.env.clipboard.writeText((await portalLink(argument)).toString(true));
      vscode.window.setStatusBarMessage(vscode.l10n.t('Portal link copied'), 3000);
    },
  };
}

/** Only http and https leave the editor, whatever a server sends. */
function webLink(link: unknown, otherwise: string): vscode.Uri {
  if (typeof link === 'string' && /^https?:\/\//i.test(link) && URL.canParse(link))
    return vscode.Uri.parse(new URL(link).href, true);
  throw new UserError(otherwise);
}

/** The admin page of the hosted service lives on a host of its own; self-hosted servers serve it themselves. */
function adminAddress(address: string): string {
  return new URL(address).hostname === 'invoicing.co' ? 'https://app.invoicing.co' : address;
}

function toId(numbers: NumericIds, typed: string): string | undefined {
  if (/^\d{1,15}$/.test(typed)) return numbers.toId(Number(typed));
  return isId(typed) ? typed : undefined;
}

/** Numbers are shown and accepted only while every id this account has shown decodes. */
function numericIds(session: Session, salt: string): NumericIds {
  const ids = new NumericIds(salt);
  for (const id of session.clients.ids()) ids.see(id);
  return ids;
}
