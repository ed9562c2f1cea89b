import { deleteUser, getUser, updateUser } from "@/lib/auth/managed-users";
import * as management from "@/lib/contract/management";
import { byId, userChange, userDeletion } from "@/lib/contract/management-schemas";
import { routes } from "@/lib/server/handle";
import { managed } from "@/lib/server/managed";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  managed(management.getUser, byId, getUser),
  managed(management.updateUser, userChange, updateUser),
  managed(management.deleteUser, userDeletion, deleteUser),
);
