namespace WorkOrders.Shared.People;

/// <summary>Subjects of 操作记录.</summary>
public static class StaffSubjects
{
    /// <summary>A staff member; the key is the user name.</summary>
    public static readonly OperationSubject User = new("user");
}

/// <summary>Actions on an account by administrators, leaders or its owner.</summary>
public static class StaffActions
{
    public static readonly OperationAction Registered = new("user-registered", "新建账号");
    public static readonly OperationAction Changed = new("user-changed", "修改资料");
    public static readonly OperationAction Disabled = new("user-disabled", "停用账号");
    public static readonly OperationAction Enabled = new("user-enabled", "启用账号");
    public static readonly OperationAction Unlocked = new("user-unlocked", "解除锁定");
    public static readonly OperationAction PasswordReset = new("user-password-reset", "重置密码");
    public static readonly OperationAction PasswordChanged = new("user-password-changed", "修改密码");
    public static readonly OperationAction TwoFactorReset = new("user-two-factor-reset", "重置两步验证");
    public static readonly OperationAction TwoFactorTurnedOn = new("user-two-factor-on", "启用两步验证");
    public static readonly OperationAction TwoFactorTurnedOff = new("user-two-factor-off", "停用两步验证");
    public static readonly OperationAction SessionEnded = new("user-session-ended", "结束会话");
    public static readonly OperationAction SignedOutEverywhere = new("user-signed-out-everywhere", "全部退出");
    public static readonly OperationAction RecoveryCodesMade = new("user-recovery-codes-made", "生成新的恢复码");
    public static readonly OperationAction TookLeave = new("user-took-leave", "休假");
    public static readonly OperationAction ReturnedToDuty = new("user-returned-to-duty", "销假");
}

/// <summary>Actions on 对接角色.</summary>
public static class DutyRoleActions
{
    public static readonly OperationAction Added = new("duty-role-added", "新建对接角色");
    public static readonly OperationAction Renamed = new("duty-role-renamed", "修改对接角色");
    public static readonly OperationAction Enabled = new("duty-role-enabled", "启用对接角色");
    public static readonly OperationAction Disabled = new("duty-role-disabled", "停用对接角色");

    public static readonly FieldName Name = new("duty-role-name", "名称");
}

/// <summary>Fields of a staff member.</summary>
public static class StaffFields
{
    public static readonly FieldName DisplayName = new("user.display-name", "姓名");
    public static readonly FieldName EmployeeNumber = new("user.employee-number", "工号");
    public static readonly FieldName Phone = new("user.phone", "手机");
    public static readonly FieldName Email = new("user.email", "邮箱");
    public static readonly FieldName Company = new("user.company", "公司");
    public static readonly FieldName Department = new("user.department", "部门");
    public static readonly FieldName Organization = new("user.organization", "组织");
    public static readonly FieldName Assistant = new("user.assistant", "协助人");
    public static readonly FieldName Province = new("user.province", "省份");
    public static readonly FieldName Team = new("user.team", "班组");
    public static readonly FieldName Device = new("user.device", "设备");
    public static readonly FieldName StaffStatus = new("user.staff-status", "在职状态");
    public static readonly FieldName Roles = new("user.roles", "角色");
    public static readonly FieldName DutyRoles = new("user.duty-roles", "对接角色");
    public static readonly FieldName LeaveUntil = new("user.leave-until", "休假到");
}
