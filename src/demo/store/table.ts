/** Rows by id, in ascending order, with the counter for new ids, which are never reused. */
export class Table<Row extends { id: number }> {
  private readonly byId = new Map<number, Row>();
  /** Rows by ascending id; contains removed rows while `stale`. */
  private sorted: Row[] = [];
  private stale = false;
  private last = 0;

  /** Highest id ever used. */
  get highest(): number {
    return this.last;
  }

  raiseCounter(to: number): void {
    this.last = Math.max(this.last, to);
  }

  nextId(): number {
    return ++this.last;
  }

  get size(): number {
    return this.byId.size;
  }

  get(id: number): Row | undefined {
    return this.byId.get(id);
  }

  add(row: Row): Row {
    this.byId.set(row.id, row);
    const newest = this.sorted.at(-1);
    if (newest && newest.id > row.id) this.stale = true;
    this.sorted.push(row);
    this.raiseCounter(row.id);
    return row;
  }

  remove(id: number): void {
    if (this.byId.delete(id)) this.stale = true;
  }

  /** All rows, ascending by id. Do not change the array. */
  all(): readonly Row[] {
    if (this.stale) {
      this.sorted = [...this.byId.values()].sort((a, b) => a.id - b.id);
      this.stale = false;
    }
    return this.sorted;
  }
}

/** Lists of rows by a key, for example by the client's id, in the order of insertion. */
export class Lists<Row> {
  private readonly lists = new Map<number, Row[]>();

  of(key: number): readonly Row[] {
    return this.lists.get(key) ?? [];
  }

  has(key: number): boolean {
    return this.lists.has(key);
  }

  add(key: number, row: Row): void {
    const list = this.lists.get(key);
    if (list) list.push(row);
    else this.lists.set(key, [row]);
  }

  set(key: number, rows: Row[]): void {
    this.lists.set(key, rows);
  }

  remove(key: number, row: Row): void {
    const list = this.lists.get(key);
    if (list)
      this.lists.set(
        key,
        list.filter((other) => other !== row),
      );
  }

  /** Removes the whole list. */
  drop(key: number): void {
    this.lists.delete(key);
  }

  entries(): IterableIterator<[number, Row[]]> {
    return this.lists.entries();
  }
}
