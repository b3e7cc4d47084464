-- AlterTable
ALTER TABLE "webhook_deliveries" ADD COLUMN     "counted_from" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "webhook_deliveries_organization_id_webhook_id_ordering_valu_idx" ON "webhook_deliveries"("organization_id", "webhook_id", "ordering_value");

-- CreateIndex
CREATE INDEX "webhook_deliveries_status_next_attempt_at_idx" ON "webhook_deliveries"("status", "next_attempt_at");

-- CreateIndex
CREATE INDEX "webhook_deliveries_created_at_idx" ON "webhook_deliveries"("created_at");
