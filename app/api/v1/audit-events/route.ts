import { listAuditEvents } from "@/lib/auth/audit-trail";
import * as management from "@/lib/contract/management";
import { auditList } from "@/lib/contract/management-schemas";
import { routes } from "@/lib/server/handle";
import { managedList } from "@/lib/server/managed";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  managedList(management.listAuditEvents, auditList, listAuditEvents),
);
