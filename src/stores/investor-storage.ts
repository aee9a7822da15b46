export type BrowserStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A list that this browser keeps for each investor, as JSON under `firstlight.<name>.<investor id>`. */
export interface InvestorStorage<Item> {
  /** Whose list is read and written; null until `open`. */
  readonly owner: string | null;
  open(investorId: string): void;
  close(): void;
  /** The stored list; null without an owner, or where storage can't be read. */
  read(): Item[] | null;
  /** Stores a list; an empty one takes no storage. Returns false where storage is forbidden or full. */
  write(items: readonly Item[]): boolean;
}

/**
 * `parse` gets the stored list and returns the valid items. Items may be of another version or edited by hand.
 * `storage` is called each time, because in some browsers reading `localStorage` itself throws.
 */
export function createInvestorStorage<Item>(
  name: string,
  parse: (items: readonly unknown[]) => Item[],
  storage: () => BrowserStorage,
): InvestorStorage<Item> {
  let owner: string | null = null;
  const keyOf = (investorId: string) => `firstlight.${name}.${investorId}`;

  return {
    get owner() {
      return owner;
    },
    open: (investorId) => (owner = investorId),
    close: () => (owner = null),
    read() {
      if (owner === null) return null;
      try {
        return parse(listIn(storage().getItem(keyOf(owner))));
      } catch {
        return null;
      }
    },
    write(items) {
      if (owner === null) return false;
      try {
        if (items.length === 0) storage().removeItem(keyOf(owner));
        else storage().setItem(keyOf(owner), JSON.stringify(items));
        return true;
      } catch {
        return false;
      }
    },
  };
}

function listIn(text: string | null): unknown[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
