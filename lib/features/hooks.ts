import { composeHooks } from "@/lib/auth/core/hooks";
import { hooks as product } from "@/lib/hooks";
import { organizationHooks } from "./organizations/transfer-ownership"; // eject: organizations

/** Everything that runs in the transaction of a change: the product's own hooks, then one line for each feature that has some. */
export const hooks = composeHooks([
  product,
  organizationHooks, // eject: organizations
]);
