import type { CallOptions, InvoiceNinjaApi } from '../api/api';
import type { Client, Company, StaticRow, Statics } from '../api/types';
import type { Lookup } from '../records/fields/field';

/** One row of a lookup table. */
export interface LookupRow {
  id: string;
  name: string;
}

/** The data of an account besides its clients: company, lookup tables, groups and users. Each is requested once. */
export class CompanyData {
  private cachedCompany: Company | undefined;
  private cachedStatics: Statics | undefined;
  private currencies: ReadonlyMap<string, StaticRow> | undefined;
  private readonly tables = new Map<Lookup, Promise<readonly LookupRow[]>>();

  constructor(private readonly api: () => Promise<InvoiceNinjaApi>) {}

  /** Custom-field labels, currency and the like. Requested once. */
  async company(options?: CallOptions): Promise<Company> {
    return (this.cachedCompany ??= await (await this.api()).currentCompany(options));
  }

  /** The server's lookup tables. Requested once. */
  async statics(options?: CallOptions): Promise<Statics> {
    if (this.cachedStatics === undefined) {
      const statics = await (await this.api()).statics(options);
      this.cachedStatics = statics;
      this.currencies = new Map(statics.currencies.map((row) => [row.id, row]));
    }
    return this.cachedStatics;
  }

  /** The rows of the table that a field's ids refer to. Requested once, and again after a failure. */
  lookup(table: Lookup): Promise<readonly LookupRow[]> {
    let rows = this.tables.get(table);
    if (rows === undefined) {
      rows = this.readLookup(table);
      this.tables.set(table, rows);
      rows.catch(() => this.tables.delete(table));
    }
    return rows;
  }

  /** The company if it was requested already. Sends nothing. */
  get knownCompany(): Company | undefined {
    return this.cachedCompany;
  }

  /** The currency of a client, its own or the company's, if both were requested already. Sends nothing. */
  currencyOf(client: Client): StaticRow | undefined {
    const own = client.settings.currency_id;
    const id = typeof own === 'string' && own !== '' ? own : this.cachedCompany?.currencyId;
    return id === undefined ? undefined : this.currencies?.get(id);
  }

  private async readLookup(table: Lookup): Promise<readonly LookupRow[]> {
    const call = { priority: 'background' } as const;
    switch (table) {
      case 'group':
        return (await this.api()).groups(call);
      case 'user': {
        const users = await (await this.api()).users(call);
        return users.map((user) => ({
          id: user.id,
          name: `${user.first_name} ${user.last_name}`.trim() || user.email,
        }));
      }
      case 'country':
        return (await this.statics(call)).countries;
      case 'currency':
        return (await this.statics(call)).currencies;
      case 'language':
        return (await this.statics(call)).languages;
      case 'industry':
        return (await this.statics(call)).industries;
      case 'size':
        return (await this.statics(call)).sizes;
    }
  }
}
