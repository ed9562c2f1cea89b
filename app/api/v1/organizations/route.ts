import { createOrganization, listOrganizations } from "@/lib/auth/organizations";
import * as management from "@/lib/contract/management";
import { newOrganization, page } from "@/lib/contract/management-schemas";
import { routes } from "@/lib/server/handle";
import { managed, managedList } from "@/lib/server/managed";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  managedList(management.listOrganizations, page, listOrganizations),
  managed(management.createOrganization, newOrganization, createOrganization),
);
