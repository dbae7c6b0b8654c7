import type {
  ActivityRow,
  ClientRow,
  Company,
  ContactRow,
  DocumentRow,
  GroupRow,
  LedgerRow,
  LocationRow,
  RelatedKind,
  RelatedRow,
  TagRow,
  TokenRow,
  UserRow,
} from './rows';
import { Lists, Table } from './table';
import { TextIndex } from './textIndex';

/** Rows that are created when they are first read, so that 200,000 sample clients load in seconds. */
export interface LazyRows {
  activities(client: ClientRow): ActivityRow[];
  related(kind: RelatedKind, client: ClientRow): RelatedRow[];
}

/** All data of the server with its indexes. Change rows through the methods here, so that indexes and caches follow. */
export class Store {
  readonly clients = new Table<ClientRow>();
  readonly contacts = new Table<ContactRow>();
  readonly documents = new Table<DocumentRow>();
  readonly groups = new Table<GroupRow>();
  readonly gatewayTokens = new Table<TokenRow>();
  readonly locations = new Table<LocationRow>();
  readonly tags = new Table<TagRow>();
  readonly users = new Table<UserRow>();

  /** Contacts by client, deleted ones included. */
  readonly contactsOf = new Lists<ContactRow>();
  readonly documentsOf = new Lists<DocumentRow>();
  readonly tokensOf = new Lists<TokenRow>();
  readonly locationsOf = new Lists<LocationRow>();
  readonly ledgerOf = new Lists<LedgerRow>();
  private readonly activityLists = new Lists<ActivityRow>();
  private readonly relatedLists = new Map<RelatedKind, Lists<RelatedRow>>();

  readonly numbers = new TextIndex((index) => {
    for (const client of this.clients.all()) index.add(client.number, client.id);
  });
  readonly idNumbers = new TextIndex((index) => {
    for (const client of this.clients.all()) index.add(client.id_number, client.id);
  });
  readonly emails = new TextIndex((index) => {
    for (const contact of this.contacts.all())
      if (contact.deleted_at === 0) index.add(contact.email, contact.client_id);
  });

  /** Highest ids of activities and ledger lines; clients with ids up to `lazy` have lazy rows. */
  readonly counters = { activities: 0, ledger: 0, lazy: 0 };

  /** Grows with every change of a client, for caches. */
  version = 0;
  private readonly listeners: ((client: ClientRow) => void)[] = [];
  /** Called after every change that has to be stored. */
  onWrite: () => void = () => undefined;

  constructor(
    readonly company: Company,
    private readonly lazy?: LazyRows,
  ) {}

  /** Registers a listener for changes of clients. */
  onChange(listener: (client: ClientRow) => void): void {
    this.listeners.push(listener);
  }

  addClient(client: ClientRow): ClientRow {
    this.clients.add(client);
    this.numbers.add(client.number, client.id);
    this.idNumbers.add(client.id_number, client.id);
    this.notifyChanged(client);
    return client;
  }

  /** Changes a client's columns and keeps the indexes right. Does not touch `updated_at`. */
  changeClient(client: ClientRow, values: Partial<ClientRow>): void {
    if (values.number !== undefined && values.number !== client.number) {
      this.numbers.remove(client.number, client.id);
      this.numbers.add(values.number, client.id);
    }
    if (values.id_number !== undefined && values.id_number !== client.id_number) {
      this.idNumbers.remove(client.id_number, client.id);
      this.idNumbers.add(values.id_number, client.id);
    }
    Object.assign(client, values);
    this.notifyChanged(client);
  }

  /** Removes a client with everything that belongs to it. */
  removeClient(client: ClientRow): void {
    this.numbers.remove(client.number, client.id);
    this.idNumbers.remove(client.id_number, client.id);
    for (const contact of this.contactsOf.of(client.id)) {
      this.emails.remove(contact.email, client.id);
      this.contacts.remove(contact.id);
    }
    for (const document of this.documentsOf.of(client.id)) this.documents.remove(document.id);
    for (const token of this.tokensOf.of(client.id)) this.gatewayTokens.remove(token.id);
    for (const location of this.locationsOf.of(client.id)) this.locations.remove(location.id);
    for (const lists of [this.contactsOf, this.documentsOf, this.tokensOf, this.locationsOf, this.ledgerOf]) {
      lists.drop(client.id);
    }
    this.activityLists.drop(client.id);
    for (const lists of this.relatedLists.values()) lists.drop(client.id);
    this.clients.remove(client.id);
    this.notifyChanged(client);
  }

  addContact(contact: ContactRow): ContactRow {
    this.contacts.add(contact);
    this.contactsOf.add(contact.client_id, contact);
    if (contact.deleted_at === 0) this.emails.add(contact.email, contact.client_id);
    return contact;
  }

  /** Changes a contact, also its client, and keeps the indexes right. */
  changeContact(contact: ContactRow, values: Partial<ContactRow>): void {
    const before = contact.client_id;
    Object.assign(contact, values);
    if (contact.client_id !== before) {
      this.contactsOf.remove(before, contact);
      const rows = [...this.contactsOf.of(contact.client_id), contact].sort((a, b) => a.id - b.id);
      this.contactsOf.set(contact.client_id, rows);
      this.indexEmails(before);
    }
    this.indexEmails(contact.client_id);
  }

  /** Contacts that are not deleted, primary first, then by id. */
  liveContacts(clientId: number): ContactRow[] {
    const live = this.contactsOf.of(clientId).filter((contact) => contact.deleted_at === 0);
    return live.sort((a, b) => Number(b.is_primary) - Number(a.is_primary) || a.id - b.id);
  }

  activitiesOf(client: ClientRow): readonly ActivityRow[] {
    if (!this.activityLists.has(client.id)) {
      this.activityLists.set(client.id, this.lazyRowsOf(client)?.activities(client) ?? []);
    }
    return this.activityLists.of(client.id);
  }

  addActivity(client: ClientRow, activity: Omit<ActivityRow, 'id' | 'client_id'>): ActivityRow {
    this.activitiesOf(client);
    const row = { id: ++this.counters.activities, client_id: client.id, ...activity };
    this.activityLists.add(client.id, row);
    return row;
  }

  setActivities(clientId: number, rows: ActivityRow[]): void {
    this.activityLists.set(clientId, rows);
  }

  relatedOf(kind: RelatedKind, client: ClientRow): readonly RelatedRow[] {
    const lists = this.relatedListsOf(kind);
    const lazy = lists.has(client.id) ? undefined : this.lazyRowsOf(client);
    if (lazy) lists.set(client.id, lazy.related(kind, client));
    return lists.of(client.id);
  }

  setRelated(kind: RelatedKind, clientId: number, rows: RelatedRow[]): void {
    this.relatedListsOf(kind).set(clientId, rows);
  }

  /** Tells caches and persistence that a client or its records changed. */
  notifyChanged(client: ClientRow): void {
    this.version++;
    for (const listener of this.listeners) listener(client);
    this.onWrite();
  }

  /** Tables by name. Lists of rows (ledger, activities, related records) are not among them. */
  tables(): Record<string, Table<{ id: number }>> {
    const { clients, contacts, documents, groups, gatewayTokens, locations, tags, users } = this;
    return { clients, contacts, documents, groups, gatewayTokens, locations, tags, users };
  }

  /** Activities that were created or read, by client; others are still to be made by `LazyRows`. */
  knownActivities(): Iterable<[number, ActivityRow[]]> {
    return this.activityLists.entries();
  }

  /** The same for related records, by kind and client. */
  *knownRelated(): Generator<[RelatedKind, number, RelatedRow[]]> {
    for (const [kind, lists] of this.relatedLists) {
      for (const [id, rows] of lists.entries()) yield [kind, id, rows];
    }
  }

  private lazyRowsOf(client: ClientRow): LazyRows | undefined {
    return client.id <= this.counters.lazy ? this.lazy : undefined;
  }

  private relatedListsOf(kind: RelatedKind): Lists<RelatedRow> {
    let lists = this.relatedLists.get(kind);
    if (!lists) this.relatedLists.set(kind, (lists = new Lists<RelatedRow>()));
    return lists;
  }

  /** Adds the e-mails of a client. Old ones stay in the index, so readers check what they find. */
  private indexEmails(clientId: number): void {
    for (const contact of this.contactsOf.of(clientId)) {
      if (contact.deleted_at === 0) this.emails.add(contact.email, clientId);
    }
  }
}
