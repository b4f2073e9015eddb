namespace WorkOrders.Tests;

/// <summary>A second copy of the permission table in the specification, by action and with the Chinese role names.</summary>
public sealed class PermissionTableTests
{
    private static readonly (Permission Permission, string Roles)[] Specification =
    [
        (Permission.ReadOrders, "坐席 班长 合规 管理员"),
        (Permission.CreateOrders, "坐席 班长"),
        (Permission.HandleOrders, "坐席 班长"),
        (Permission.AssignOrders, "班长 管理员"),
        (Permission.ConfigureOrders, "班长 管理员"),
        (Permission.ApplyForDefault, "风控专员"),
        (Permission.ReadDefaults, "风控专员 风控审核 管理员"),
        (Permission.DecideDefaults, "风控审核 管理员"),
        (Permission.ChangeReasons, "管理员"),
        (Permission.ReadCustomers, "坐席 班长 风控专员 风控审核 客户经理 合规 管理员"),
        (Permission.EditCustomers, "客户经理 班长 管理员"),
        (Permission.ManageCustomers, "班长 管理员"),
        (Permission.ClaimCustomers, "客户经理"),
        (Permission.ManagePool, "班长 管理员"),
        (Permission.SubmitDomainOrders, "客户经理 省客户经理"),
        (Permission.DecideDomainOrders, "集团客户经理管理员 管理员"),
        (Permission.WorkDomainOrders, "省SA"),
        (Permission.ReadTracking, "合规 管理员"),
        (Permission.RevealFields, "坐席 客户经理 风控审核 班长 合规"),
        (Permission.UploadFiles, "坐席 班长 风控专员 客户经理 管理员"),
        (Permission.Administer, "管理员"),
    ];

    [Fact]
    public void Every_permission_has_the_roles_of_the_specification()
    {
        Assert.Equal(Enum.GetValues<Permission>().Order(), Specification.Select(s => s.Permission).Order());
        foreach (var (permission, roles) in Specification)
        {
            Assert.Equal(roles.Split(' ').Order(StringComparer.Ordinal), Permissions.Table[permission].Select(r => Roles.Names[r]).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Who_may_save_a_record_with_files_may_upload_them_and_nobody_else() => Assert.Equal(
        Permissions.Table[Permission.HandleOrders].Union(Permissions.Table[Permission.ApplyForDefault]).Union(Permissions.Table[Permission.EditCustomers]).Order(),
        Permissions.Table[Permission.UploadFiles].Order());

    [Fact]
    public void Somebody_with_several_roles_may_do_what_any_of_them_allows()
    {
        var both = As.Somebody(Roles.Compliance, Roles.RiskOperator);
        Assert.True(both.May(Permission.ReadTracking));
        Assert.True(both.May(Permission.ApplyForDefault));
        Assert.False(both.May(Permission.Administer));
    }
}
