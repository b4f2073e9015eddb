using WorkOrders.Shared;

namespace WorkOrders.AccessRecords;

/// <summary>What is on record. Stored by name: never rename a value.</summary>
public enum AccessKind
{
    /// <summary>User name and password, on the login page or in the API.</summary>
    [Named("登录")]
    SignIn,

    /// <summary>A code of the authenticator app.</summary>
    [Named("两步验证")]
    SecondFactor,

    [Named("恢复码")]
    RecoveryCode,

    [Named("退出登录")]
    SignOut,

    /// <summary>A refresh token of the API that had been exchanged before; its session ends.</summary>
    [Named("令牌重复使用")]
    TokenReuse,

    /// <summary>A page or an endpoint that the person has no right to.</summary>
    [Named("无权访问")]
    Denied,

    [Named("下载附件")]
    Download,

    [Named("导出")]
    Export,

    /// <summary>A look-up by identifier. Never in the table AccessRecords: these have their own, LookUps, and are shown from there.</summary>
    [Named("号码查询")]
    LookUp,
}

/// <summary>How it ended. Stored by name: never rename a value.</summary>
public enum AccessOutcome
{
    [Named("成功")]
    Succeeded,

    [Named("失败")]
    Failed,

    [Named("已锁定")]
    LockedOut,

    /// <summary>The password was right; the code comes next.</summary>
    [Named("等待验证码")]
    CodeNeeded,

    /// <summary>The password was right, but the account is disabled.</summary>
    [Named("账号停用")]
    Disabled,

    /// <summary>No right, or a limit was reached.</summary>
    [Named("被拒绝")]
    Refused,

    /// <summary>An export that is about to be sent; a second row tells its end.</summary>
    [Named("开始")]
    Begun,

    [Named("中断")]
    BrokenOff,
}

/// <summary>Fields of the details.</summary>
public static class AccessFields
{
    public static readonly FieldName File = new("access-file", "文件");
}
