// Your product's tables. Export them here, and run `npm run db:generate`.
export {};
