import { deleteAccount } from "@/lib/auth/account";
import * as endpoints from "@/lib/contract/endpoints";
import { accountDeletion } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.deleteAccount, accountDeletion, deleteAccount),
);
