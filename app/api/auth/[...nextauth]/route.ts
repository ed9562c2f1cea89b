import { handlers } from "@/lib/server/authjs/auth";

export const { GET, POST, PUT, PATCH, DELETE } = handlers;
