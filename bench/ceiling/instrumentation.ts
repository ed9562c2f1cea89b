/** Nothing. Without a file of its own the ceiling would be given the application's, which Next finds further up. */
export function register(): void {}
