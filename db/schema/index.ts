export * from "./auth";
export * from "./demo";
