"""Management: how money, projects, assets and staff were managed."""

from importlib.resources import files

from evalkit import Count, Dimension, Money, Ratio, hookimpl

management = Dimension(
    "management", title="部门管理", title_en="Management", catalogue=files(__package__) / "facts.toml"
)


@management.measure(
    title="政府采购执行率", title_en="Procurement execution rate", claimed_as="procurement_execution_rate"
)
def procurement_rate(procurement_actual: Money, procurement_budget: Money) -> Ratio:
    """Return the procurement carried out over the procurement budget."""
    return procurement_actual / procurement_budget


@management.measure(
    title="预算调整率", title_en="Budget adjustment rate", claimed_as="budget_adjustment_rate"
)
def budget_adjustment(budget_adjusted: Money, budget_initial: Money) -> Ratio:
    """Return the absolute net change from the initial to the adjusted budget over the initial budget."""
    return abs(budget_adjusted - budget_initial) / budget_initial


@management.measure(
    title="固定资产利用率", title_en="Fixed assets utilisation", claimed_as="fixed_assets_utilization_rate"
)
def fixed_assets_utilization(fixed_assets_in_use: Money, fixed_assets_total: Money) -> Ratio:
    """Return the fixed assets in use over all fixed assets."""
    return fixed_assets_in_use / fixed_assets_total


@management.measure(title="财政供养人员控制率", title_en="Staff on duty over the quota")
def staff_control(staff_on_duty: Count, staff_quota: Count) -> Ratio:
    """Return the staff on duty over the quota."""
    return staff_on_duty / staff_quota


@management.measure(title="编外人员控制率", title_en="Share of external staff")
def external_staff(staff_external: Count, staff_on_duty: Count) -> Ratio:
    """Return the external staff over the staff on duty and the external staff together."""
    return staff_external / (staff_on_duty + staff_external)


@hookimpl
def evalkit_dimensions() -> list[Dimension]:
    """Return the one dimension of this plugin."""
    return [management]
