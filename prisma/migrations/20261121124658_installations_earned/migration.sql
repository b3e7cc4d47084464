-- `earned` is the other side of what a publisher's wallet gets for a paid package.
ALTER TABLE "ledger_accounts" DROP CONSTRAINT "ledger_accounts_kind";
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_kind" CHECK (kind IN ('wallet', 'granted', 'purchased', 'used', 'debt', 'earned'));
