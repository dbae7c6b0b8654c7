import type { CallOptions } from '../../api/api';
import type { Company } from '../../api/types';
import type { Field, Lookup } from '../../records/fields/field';
import type { Session } from '../../session/session';

/** How people of a company call a field and what stands in it. */
export interface FieldNames {
  label(field: Field): string;
  /** A row's name for its id; undefined where the table is not known or does not have it. */
  row(table: Lookup, id: string): string | undefined;
}

const tables: readonly Lookup[] = ['country', 'currency', 'language', 'industry', 'size', 'group', 'user'];

/** The company's own label of a custom field, else the catalogue's title. */
export function fieldLabel({ customField, title }: Field, company: Company | undefined): string {
  return (customField && company?.customFields[customField]?.split('|')[0]?.trim()) || title;
}

/** Reads what names need. A table that this user may not read leaves its ids as they are. */
export async function readFieldNames(session: Session, options: CallOptions = {}): Promise<FieldNames> {
  const [company] = await Promise.allSettled([session.company(options), session.statics(options)]);
  const read = await Promise.allSettled(tables.map((table) => session.lookup(table)));
  const names = new Map<Lookup, ReadonlyMap<string, string>>();
  for (const [at, table] of tables.entries()) {
    const rows = read[at];
    if (rows?.status === 'fulfilled') names.set(table, new Map(rows.value.map(({ id, name }) => [id, name])));
  }
  return {
    label: (field) => fieldLabel(field, company.status === 'fulfilled' ? company.value : undefined),
    row: (table, id) => names.get(table)?.get(id),
  };
}
