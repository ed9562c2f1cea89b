/** The account menu's entries for pages of features and of the product: one line each. */
export const menuEntries: readonly { href: string; name: string }[] = [
  { href: "/organizations", name: "Organizations" }, // eject: organizations
];
