import type { CallOptions } from '../../api/api';
import type { Company } from '../../api/types';
import type { Field, Lookup } from '../../records/fields/field';
import type { Session } from '../../session/session';

/** The names that a company uses for fields, and for the ids in them. */
export interface FieldNames {
  label(field: Field): string;
  /** The name of a row of a lookup table; undefined where the table was not read or has no row of this id. */
  row(table: Lookup, id: string): string | undefined;
}

const tables: readonly Lookup[] = ['country', 'currency', 'language', 'industry', 'size', 'group', 'user'];

/** The company's own label of a custom field, else the catalogue's title. */
export function fieldLabel({ customField, title }: Field, company: Company | undefined): string {
  return (customField && company?.customFields[customField]) ?? title;
}

/** Reads the names. Where this user may not read a table, its ids get no names. Does not throw. */
export async function readFieldNames(session: Session, options: CallOptions = {}): Promise<FieldNames> {
  // The statics are read before the lookups, which then take their tables from that one answer. Amounts need its
  // currencies.
  const [company] = await Promise.allSettled([
    session.companyData.company(options),
    session.companyData.statics(options),
  ]);
  const results = await Promise.allSettled(tables.map((table) => session.companyData.lookup(table)));
  const names = new Map<Lookup, ReadonlyMap<string, string>>();
  for (const [at, table] of tables.entries()) {
    const rows = results[at];
    if (rows?.status === 'fulfilled') names.set(table, new Map(rows.value.map(({ id, name }) => [id, name])));
  }
  return {
    label: (field) => fieldLabel(field, company.status === 'fulfilled' ? company.value : undefined),
    row: (table, id) => names.get(table)?.get(id),
  };
}
