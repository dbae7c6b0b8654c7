import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { InvoiceNinjaApi, RequestLog } from '../../api/api';
import { lazily } from '../../platform/lazily';
import type { Log } from '../../platform/log';
import { UserError } from '../../platform/sentences';
import { settings } from '../../platform/settings';

const loadApi = lazily(() => import('../../api/entry'));

/** Creates API clients with this installation's network settings. The HTTP stack is loaded by the first call. */
export class Connector {
  constructor(
    private readonly version: string,
    private readonly log: Log,
  ) {}

  /** `name` is the account's name in the log. Throws a `UserError` when the configured CA file cannot be read. */
  async connect(to: {
    address: string;
    token: string;
    name: string;
    unverifiedTls?: boolean;
  }): Promise<InvoiceNinjaApi> {
    const { createApi } = await loadApi();
    const network = settings.network();
    const caFile = settings.caFile();
    if (caFile) network.extraCa = await readCa(caFile);
    if (to.unverifiedTls) network.allowUnverifiedTls = true;
    return createApi({
      address: to.address,
      token: to.token,
      userAgent: `invoice-ninja-clients/${this.version} VSCode/${vscode.version}`,
      concurrency: settings.concurrency(),
      network,
      log: (entry: RequestLog) => this.log.request(to.name, entry),
    });
  }
}

async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new UserError(
      vscode.l10n.t(
        'The certificate file named in the setting "ninjaClients.network.caFile" cannot be read. Nothing was sent.',
      ),
    );
  }
}
