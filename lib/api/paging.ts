/** Part of a list, and the cursor of the next page: null at the end. */
export type Page<Item> = { items: Item[]; after: string | null };
