import { reassignData } from "@/lib/auth/managed-users";
import * as management from "@/lib/contract/management";
import { reassignment } from "@/lib/contract/management-schemas";
import { routes } from "@/lib/server/handle";
import { managed } from "@/lib/server/managed";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  managed(management.reassignData, reassignment, reassignData),
);
