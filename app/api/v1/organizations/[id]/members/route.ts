import { addMember, listMembers } from "@/lib/auth/organizations";
import * as management from "@/lib/contract/management";
import { memberList, newMembership } from "@/lib/contract/management-schemas";
import { routes } from "@/lib/server/handle";
import { managed, managedList } from "@/lib/server/managed";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  managedList(management.listMembers, memberList, listMembers),
  managed(management.addMember, newMembership, addMember),
);
