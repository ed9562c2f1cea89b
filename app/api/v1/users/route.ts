import { listUsers } from "@/lib/auth/user-list";
import * as management from "@/lib/contract/management";
import { userList } from "@/lib/contract/management-schemas";
import { routes } from "@/lib/server/handle";
import { managedList } from "@/lib/server/managed";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  managedList(management.listUsers, userList, listUsers),
);
