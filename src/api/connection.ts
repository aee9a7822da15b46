/** A page of a list that AppSync generated. */
interface Connection<Item> {
  items: readonly (Item | null)[];
}

/** The items of a page. AppSync's schema allows null for a page and for an item; both come only with an error. */
export function presentItems<Item>(page: Connection<Item> | null): Item[] {
  return (page?.items ?? []).filter((item) => item !== null);
}
