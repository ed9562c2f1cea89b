export { default } from "../../join/[token]/not-found";
