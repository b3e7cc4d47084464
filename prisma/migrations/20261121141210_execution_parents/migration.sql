-- CreateIndex
CREATE INDEX "executions_organization_id_parent_id_idx" ON "executions"("organization_id", "parent_id");
