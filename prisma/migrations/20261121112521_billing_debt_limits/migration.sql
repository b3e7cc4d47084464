-- AlterTable
ALTER TABLE "billing_settings" ADD COLUMN     "auto_top_up_failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "card_changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "payment_method_id" TEXT;

-- AlterTable
ALTER TABLE "credit_holds" ADD COLUMN     "agent_id" UUID,
ADD COLUMN     "key_id" UUID;

-- CreateTable
CREATE TABLE "stripe_reversals" (
    "id" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "rank" INTEGER NOT NULL,

    CONSTRAINT "stripe_reversals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stripe_reversals_payment_intent_id_idx" ON "stripe_reversals"("payment_intent_id");

-- CreateIndex
CREATE INDEX "credit_holds_organization_id_key_id_created_at_idx" ON "credit_holds"("organization_id", "key_id", "created_at");

-- CreateIndex
CREATE INDEX "credit_holds_organization_id_agent_id_created_at_idx" ON "credit_holds"("organization_id", "agent_id", "created_at");

-- CreateIndex
CREATE INDEX "ledger_entries_account_id_created_at_id_idx" ON "ledger_entries"("account_id", "created_at" DESC, "id" DESC);

-- Hand-written: debts are an account of their own and never above zero.
ALTER TABLE "ledger_accounts" DROP CONSTRAINT "ledger_accounts_kind";
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_kind" CHECK (kind IN ('wallet', 'granted', 'purchased', 'used', 'debt'));
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_debt" CHECK (kind <> 'debt' OR posted <= 0);
ALTER TABLE "spending_limits" ADD CONSTRAINT "spending_limits_spent" CHECK (monthly >= 0 AND spent >= 0);
