import { accountId } from '../../api/address';
import { isApiError } from '../../api/errors';
import { plainText } from '../../platform/plainText';
import type { Account } from '../../session/account';
import type { Connector } from './connect';

/**
 * Asks the server whose the token is (`GET /ping`, then the company's id) and returns the account. Nothing is stored. The
 * same server and company always give the same account id, so that restored tabs find it.
 */
export async function verifyAccount(
  connector: Connector,
  address: string,
  token: string,
  { signal, unverifiedTls = false }: { signal?: AbortSignal; unverifiedTls?: boolean } = {},
): Promise<Account> {
  const api = await connector.connect({ address, token, name: 'sign-in', unverifiedTls });
  try {
    const { companyName } = await api.ping({ signal });
    const companyId = await api.currentCompany({ signal }).then(
      (company) => company.id,
      (error: unknown) => {
        // Users with few permissions cannot read the company. Its name then tells companies of a server apart.
        if (isApiError(error, 'noPermission')) return `name:${companyName}`;
        throw error;
      },
    );
    const host = new URL(address).host;
    return {
      id: accountId(address, companyId),
      kind: 'server',
      address,
      companyName,
      label: companyName ? `${plainText(companyName, 80)} (${host})` : host,
      ...(unverifiedTls ? { unverifiedTls } : {}),
    };
  } finally {
    await api.close();
  }
}
